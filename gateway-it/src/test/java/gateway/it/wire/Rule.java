package gateway.it.wire;

import java.util.List;

/**
 * One rule of the border, the heading of the cases that prove it.
 *
 * @param section of the RFCs, such as {@code RFC 9112 3.2}
 * @param status that a refusal has; 0 for a rule of what is served
 * @param reason the code of the refusal; empty for a rule of what is served
 * @param peers how others differ; may be empty
 */
record Rule(String title, String section, int status, String reason, String peers) {
    static final String MARK = "= ";

    static Rule parse(String line) {
        String[] parts = line.substring(MARK.length()).split(" :: ", -1);
        if (parts.length < 3 || parts.length > 4) {
            throw new IllegalArgumentException(
                    line + " (expected: = TITLE :: SECTION :: STATUS REASON|served [:: PEERS])");
        }
        String[] refusal = parts[2].split(" ", -1);
        boolean isServed = parts[2].equals("served");
        return new Rule(
                parts[0],
                parts[1],
                isServed ? 0 : Integer.parseInt(refusal[0]),
                isServed ? "" : refusal[1],
                parts.length == 4 ? parts[3] : "");
    }

    List<String> sections() {
        return List.of(section.split(", ", -1));
    }
}
