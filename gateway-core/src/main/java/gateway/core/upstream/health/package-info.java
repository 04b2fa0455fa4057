/**
 * Which backends are left out because they fail.
 *
 * <p>May import: {@code config}, {@code http}, {@code upstream}. Start reading at {@link gateway.core.upstream.health.OutlierDetector}.
 */
@NullMarked
package gateway.core.upstream.health;

import org.jspecify.annotations.NullMarked;
