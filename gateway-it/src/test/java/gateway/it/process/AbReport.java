package gateway.it.process;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ab counted.
 *
 * @param complete answered requests
 * @param failed broken, or of another length than the first
 * @param otherStatus answers that were not 2xx
 * @param keptAlive requests after which the connection stayed open
 */
public record AbReport(int complete, int failed, int otherStatus, int keptAlive) {
    public static AbReport of(String output) {
        return new AbReport(
                count(output, "Complete requests"),
                count(output, "Failed requests"),
                count(output, "Non-2xx responses"),
                count(output, "Keep-Alive requests"));
    }

    /** ab leaves a line out when its number is 0. */
    private static int count(String output, String line) {
        Matcher matcher = Pattern.compile("(?m)^" + line + ":\\s+(\\d+)").matcher(output);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
