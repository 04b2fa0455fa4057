package gateway.server.metrics;

/**
 * What became of the reloads. Immutable.
 *
 * @param lastSuccessMillis wall clock of the start or the last reload that succeeded
 */
record Reloads(long succeeded, long failed, boolean isLastSuccessful, long lastSuccessMillis) {
    static Reloads none(long nowMillis) {
        return new Reloads(0, 0, true, nowMillis);
    }

    Reloads success(long nowMillis) {
        return new Reloads(succeeded + 1, failed, true, nowMillis);
    }

    Reloads failure() {
        return new Reloads(succeeded, failed + 1, false, lastSuccessMillis);
    }
}
