package gateway.server.process;

import java.util.List;

/** A configuration that cannot be used, with every problem as a line for people. */
public final class UnusableConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public UnusableConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
