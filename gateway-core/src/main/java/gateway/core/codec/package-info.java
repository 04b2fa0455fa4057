/**
 * HTTP/1 on the wire (RFC 9112): bytes to Netty's message objects and back, as strict as a gateway must be and without making text of
 * fields that nobody looks at. Nothing here knows what a request means.
 *
 * <p>May import: {@code http}, Netty's buffers, channels and HTTP objects. Start reading at
 * {@link gateway.core.codec.MessageDecoder}; what of a head is refused stands in {@link gateway.core.codec.HeadParser}, what of a
 * chunk's size line in {@link gateway.core.codec.ChunkLine}.
 */
@NullMarked
package gateway.core.codec;

import org.jspecify.annotations.NullMarked;
