package gateway.it.wire;

/** How binding a case is: by the RFC's words, or where it leaves the choice, by ours. */
enum Level {
    MUST,
    SHOULD,
    /** Several outcomes are right; what counts is that nobody else is hurt. */
    EITHER
}
