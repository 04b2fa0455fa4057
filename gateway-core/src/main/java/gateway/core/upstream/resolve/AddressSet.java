package gateway.core.upstream.resolve;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The addresses of one name as they stand after several answers. A new one counts at once; one leaves after it was absent three
 * times in a row, since name servers give partial and shuffled answers. Confined to one thread.
 */
final class AddressSet {
    private static final int ABSENCES_TO_LEAVE = 3;

    private final Map<InetAddress, Integer> absences = new LinkedHashMap<>();

    /** In the order in which they came. */
    List<InetAddress> addresses() {
        return List.copyOf(absences.keySet());
    }

    boolean isEmpty() {
        return absences.isEmpty();
    }

    /** Takes in an answer; whether the set has changed by it. An answer without any address changes nothing. */
    boolean merge(NameLookup.Answer answer) {
        if (answer.addresses().isEmpty()) {
            return false;
        }
        Set<InetAddress> present = new HashSet<>(answer.addresses());
        boolean changed = absences.entrySet().removeIf(entry -> hasLeft(entry, present, answer));
        for (InetAddress address : answer.addresses()) {
            changed |= absences.put(address, 0) == null;
        }
        return changed;
    }

    private static boolean hasLeft(
            Map.Entry<InetAddress, Integer> entry, Set<InetAddress> present, NameLookup.Answer answer) {
        boolean isKnown = entry.getKey() instanceof Inet4Address ? answer.ipv4Known() : answer.ipv6Known();
        if (!isKnown || present.contains(entry.getKey())) {
            return false;
        }
        entry.setValue(entry.getValue() + 1);
        return entry.getValue() >= ABSENCES_TO_LEAVE;
    }
}
