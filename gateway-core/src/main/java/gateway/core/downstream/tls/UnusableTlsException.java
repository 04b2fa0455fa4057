package gateway.core.downstream.tls;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A listener has not one certificate that it could serve. The message names all that is wrong. */
public final class UnusableTlsException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<TlsProblem> problems;

    UnusableTlsException(List<TlsProblem> problems) {
        super(problems.stream().map(TlsProblem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** At least one. */
    public List<TlsProblem> problems() {
        return problems;
    }
}
