package gateway.server.config;

import gateway.core.config.Address;
import gateway.server.config.shape.TextShape;
import gateway.server.config.tree.Place;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** Shapes of texts that several sections share. */
final class Texts {
    static final TextShape<Address> LISTEN = TextShape.of(
            "an address such as \":8080\", \"127.0.0.1:8080\", \"[::1]:8080\" or unix:/run/gw.sock", Texts::address);
    static final TextShape<Address> BACKEND =
            TextShape.of("an address such as web-1:8080, \"[::1]:8080\" or unix:/run/app.sock", Texts::address);
    static final TextShape<String> POOL = TextShape.any("the name of a pool");
    static final TextShape<String> LISTENER = TextShape.any("the name of a listener");
    static final TextShape<String> NAME = TextShape.any("a name");
    static final TextShape<String> PATH = TextShape.any("a path such as /api");
    static final TextShape<String> NETWORK = TextShape.any("an address or a network such as 10.0.0.0/8");
    static final TextShape<String> UPGRADE = TextShape.any("a protocol such as websocket");
    static final TextShape<Address> TARGET = TextShape.of(
            "HOST:PORT such as api.example.com:443, \"*.example.com:443\" or \"[::1]:22\"", Texts::address);
    static final TextShape<String> FILE = TextShape.of("a file", (text, place) -> resolved(text, place));
    static final TextShape<String> HOST_NAME =
            TextShape.of("a host name such as example.com, *.example.com or *", (text, place) -> hostName(text));

    private Texts() {}

    /** Relative to the file in which it is written. */
    static String resolved(String text, Place place) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("");
        }
        try {
            return place.source().directory().resolve(Path.of(text)).toString();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e.getReason(), e);
        }
    }

    private static Address address(String text, Place place) {
        try {
            Address address = Address.parse(text);
            String path = address.unixPath();
            return path == null ? address : Address.unix(resolved(path, place));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(hint(text), e);
        }
    }

    private static String hint(String text) {
        if (text.matches("[0-9]{1,5}")) {
            return "did you mean \":" + text + "\"?";
        }
        if (text.startsWith("http://") || text.startsWith("https://")) {
            return "no scheme and no path";
        }
        return text.matches("[A-Za-z0-9.-]+") ? "a port after the host" : "";
    }

    /** Host names are compared in lower case, and {@code example.com.} is {@code example.com}. */
    private static String hostName(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        return name.length() > 1 && name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
