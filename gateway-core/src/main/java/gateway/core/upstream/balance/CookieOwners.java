package gateway.core.upstream.balance;

import gateway.core.upstream.Backend;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which value of the affinity cookie stands for which of a pool's members: the first 64 bits of the SHA-256 of the backend's
 * name. Members that share a name, as the addresses of one host name do, are told apart by their address. Immutable.
 */
final class CookieOwners {
    private static final int BYTES = 8;

    private final List<Backend> members;
    private final Set<String> sharedNames;
    private final Map<String, Backend> byValue = new HashMap<>();
    private final Map<Backend, String> values = new HashMap<>();

    private CookieOwners(List<Backend> members) {
        this.members = members;
        this.sharedNames = sharedNames(members);
        for (Backend member : members) {
            String value = hash(key(member));
            values.put(member, value);
            byValue.putIfAbsent(value, member);
        }
    }

    static CookieOwners of(List<Backend> members) {
        return new CookieOwners(members);
    }

    /** Made of this very list. */
    boolean isOf(List<Backend> others) {
        return members == others;
    }

    @Nullable
    Backend byValue(String value) {
        return byValue.get(value);
    }

    /** Also for a backend that has just left the pool: its name may come back. */
    String valueOf(Backend backend) {
        String value = values.get(backend);
        return value != null ? value : hash(key(backend));
    }

    private String key(Backend backend) {
        return sharedNames.contains(backend.name())
                ? backend.name() + "/" + text(backend.socketAddress())
                : backend.name();
    }

    /** Without the host name that an address may or may not remember. */
    private static String text(SocketAddress address) {
        return address instanceof InetSocketAddress inet && !inet.isUnresolved()
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : address.toString();
    }

    private static Set<String> sharedNames(List<Backend> members) {
        Set<String> seen = new HashSet<>();
        Set<String> shared = new HashSet<>();
        for (Backend member : members) {
            if (!seen.add(member.name())) {
                shared.add(member.name());
            }
        }
        return shared;
    }

    private static String hash(String key) {
        byte[] digest = sha256().digest(key.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
