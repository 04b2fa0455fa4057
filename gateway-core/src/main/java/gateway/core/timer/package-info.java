/**
 * One coarse timer per event loop, for the deadlines of thousands of connections.
 *
 * <p>May import: the JDK only. Start reading at {@link gateway.core.timer.TimerWheel}.
 */
@NullMarked
package gateway.core.timer;

import org.jspecify.annotations.NullMarked;
