package gateway.it.wire;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the origin must have seen, or the client have got: {@code see:target=/a}, {@code see2:-Upgrade}, {@code get:body=ok}.
 *
 * @param isSeen at the origin; else at the client
 * @param number of the request or response, counted from 1
 * @param name of a field; or {@code method}, {@code target}, {@code body}; {@code trailer.X} for a trailer
 * @param value null when there must be none
 */
record Condition(
        boolean isSeen,
        int number,
        String name,
        @org.jspecify.annotations.Nullable String value) {
    private static final Pattern WORD = Pattern.compile("(see|get)(\\d*):(?:-([^=]+)|([^=]+)=(.*))", Pattern.DOTALL);
    private static final String TRAILER = "trailer.";

    static Condition parse(String word) {
        Matcher matcher = WORD.matcher(word);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(word + " (expected: see:NAME=VALUE or see:-NAME)");
        }
        int number = matcher.group(2).isEmpty() ? 1 : Integer.parseInt(matcher.group(2));
        boolean isAbsent = matcher.group(3) != null;
        return new Condition(
                matcher.group(1).equals("see"),
                number,
                matcher.group(isAbsent ? 3 : 4),
                isAbsent ? null : Notation.text(matcher.group(5)));
    }

    Optional<String> mismatch(Observation observation) {
        List<?> messages = isSeen ? observation.requests() : observation.responses();
        if (messages.size() < number) {
            return Optional.of("no message " + number + " of which " + name + " could be looked at");
        }
        Object message = messages.get(number - 1);
        List<String> found = message instanceof SeenRequest request ? of(request) : of((SeenResponse) message);
        List<String> expected = value == null ? List.of() : List.of(value);
        return found.equals(expected)
                ? Optional.empty()
                : Optional.of(name + " " + Bytes.show(found.toString()) + " (expected: "
                        + Bytes.show(expected.toString()) + ")");
    }

    private List<String> of(SeenRequest request) {
        return switch (name) {
            case "method" -> List.of(request.method());
            case "target" -> List.of(request.target());
            case "body" -> List.of(request.body());
            default -> values(request.fields(), request.trailers());
        };
    }

    private List<String> of(SeenResponse response) {
        return name.equals("body") ? List.of(response.body()) : values(response.fields(), response.trailers());
    }

    private List<String> values(List<Field> fields, List<Field> trailers) {
        return name.startsWith(TRAILER)
                ? Field.values(trailers, name.substring(TRAILER.length()))
                : Field.values(fields, name);
    }
}
