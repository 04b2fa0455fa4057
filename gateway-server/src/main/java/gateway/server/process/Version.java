package gateway.server.process;

import java.util.Objects;

/** Which release this is. */
public final class Version {
    private Version() {}

    /** From the jar's manifest; {@code development} when it does not run from a jar. */
    public static String current() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }
}
