package gateway.core.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of the two kinds of error body a client would rather have (RFC 9110 section 12.5.1). */
final class AcceptField {
    private static final int NOT_NAMED = -1;

    private int json = NOT_NAMED;
    private int text = NOT_NAMED;
    private boolean isJsonFirst;

    private AcceptField() {}

    /**
     * JSON is for who names it, and does not name text before it or weigh text more. A wildcard for everything names nothing: a
     * browser and curl get text.
     */
    static boolean prefersJson(@Nullable CharSequence accept) {
        if (accept == null) {
            return false;
        }
        AcceptField field = new AcceptField();
        FieldList ranges = new FieldList(List.of(accept).iterator());
        for (CharSequence range = ranges.next(); range != null; range = ranges.next()) {
            field.add(range.toString());
        }
        return field.json > 0 && (field.json > field.text || (field.json == field.text && field.isJsonFirst));
    }

    private void add(String range) {
        int semicolon = range.indexOf(';');
        String type = semicolon < 0 ? range : range.substring(0, semicolon).strip();
        int weight = semicolon < 0 ? 1000 : weight(range, semicolon);
        if (type.equalsIgnoreCase("application/problem+json")
                || type.equalsIgnoreCase("application/json")
                || type.equalsIgnoreCase("application/*")) {
            isJsonFirst |= text == NOT_NAMED;
            json = Math.max(json, weight);
        } else if (type.regionMatches(true, 0, "text/", 0, 5)) {
            text = Math.max(text, weight);
        }
    }

    /** The parameter q in thousandths; 1000 when there is none, 0 when it is none that can be read. */
    private static int weight(String range, int from) {
        for (int start = from; start >= 0; start = range.indexOf(';', start + 1)) {
            int end = range.indexOf(';', start + 1);
            String parameter =
                    range.substring(start + 1, end < 0 ? range.length() : end).strip();
            if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
                return thousandths(parameter.substring(2));
            }
        }
        return 1000;
    }

    private static int thousandths(String number) {
        if (number.isEmpty() || number.length() > 5 || number.charAt(0) > '1' || number.charAt(0) < '0') {
            return 0;
        }
        if (number.length() > 1 && number.charAt(1) != '.') {
            return 0;
        }
        int value = (number.charAt(0) - '0') * 1000;
        int unit = 100;
        for (int i = 2; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c < '0' || c > '9') {
                return 0;
            }
            value += (c - '0') * unit;
            unit /= 10;
        }
        return Math.min(value, 1000);
    }
}
