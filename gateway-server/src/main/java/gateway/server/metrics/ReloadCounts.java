package gateway.server.metrics;

/**
 * What became of the reloads. Immutable.
 *
 * @param lastSuccessMillis wall clock of the start or the last reload that succeeded
 */
record ReloadCounts(long succeeded, long failed, boolean isLastSuccessful, long lastSuccessMillis) {
    static ReloadCounts none(long nowMillis) {
        return new ReloadCounts(0, 0, true, nowMillis);
    }

    ReloadCounts success(long nowMillis) {
        return new ReloadCounts(succeeded + 1, failed, true, nowMillis);
    }

    ReloadCounts failure() {
        return new ReloadCounts(succeeded, failed + 1, false, lastSuccessMillis);
    }
}
