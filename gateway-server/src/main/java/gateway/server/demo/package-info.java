/**
 * What {@code gateway run} shows without a configuration: three backends inside the process, and what to type next.
 *
 * <p>May import: {@code process}, {@code config}, {@code json}, core. Start reading at {@link gateway.server.demo.DemoSource}.
 */
@NullMarked
package gateway.server.demo;

import org.jspecify.annotations.NullMarked;
