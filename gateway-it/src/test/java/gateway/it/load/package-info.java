/** Load by the tools that people use: ab, wrk; and what Prometheus' own tool says of the metrics. */
@NullMarked
package gateway.it.load;

import org.jspecify.annotations.NullMarked;
