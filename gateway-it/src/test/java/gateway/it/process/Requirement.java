package gateway.it.process;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;

/** What a test needs from the machine: {@code -Dtools=required} and {@code -Dcontainers=required} turn a skip into a failure. */
public enum Requirement {
    TOOLS("tools"),
    CONTAINERS("containers");

    private final String property;

    Requirement(String property) {
        this.property = property;
    }

    /** Goes on when nothing is missing, else skips the test with the reason, or fails it. */
    public ConditionEvaluationResult check(String missing) {
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all there");
        }
        if (System.getProperty(property, "optional").equals("required")) {
            throw new IllegalStateException(missing + " (-D" + property + "=required)");
        }
        return ConditionEvaluationResult.disabled(missing);
    }
}
