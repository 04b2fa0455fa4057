package gateway.server.config;

import java.util.List;

/** A configuration file that cannot be used, with every problem of all its files; warnings are among them. */
public final class InvalidConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    InvalidConfigException(List<Problem> problems) {
        super(String.join("\n", problems.stream().map(Problem::toString).toList()));
        this.problems = List.copyOf(problems);
    }

    /** By file, line and column. */
    public List<Problem> problems() {
        return problems;
    }
}
