package gateway.server.process;

/** What the process says to its parent when it ends. */
public final class ExitCode {
    public static final int OK = 0;
    public static final int FAILED = 1;
    /** The command line itself is wrong. */
    public static final int USAGE = 2;

    public static final int TIMED_OUT = 4;
    /** EX_CONFIG of sysexits.h. */
    public static final int BAD_CONFIG = 78;

    private ExitCode() {}
}
