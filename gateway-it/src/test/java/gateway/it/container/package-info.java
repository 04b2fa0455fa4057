/** The gateway with backends in containers, and the gateway's own image. Images are made by .ci/images; nothing is pulled. */
@NullMarked
package gateway.it.container;

import org.jspecify.annotations.NullMarked;
