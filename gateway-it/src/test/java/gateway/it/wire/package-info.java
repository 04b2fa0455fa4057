/**
 * The border on the wire: a corpus of raw requests and of upstream answers, judged at a strict origin and by a second user's
 * request after each case, and a fuzzer that mutates them. The cases are lines of the files under {@code resources/wire}; their
 * notation stands in {@code resources/wire/NOTATION.md}.
 *
 * <p>May import: the fixture, gateway-core and gateway-server. Start reading at {@link gateway.it.wire.RequestCorpusTest}.
 */
@NullMarked
package gateway.it.wire;

import org.jspecify.annotations.NullMarked;
