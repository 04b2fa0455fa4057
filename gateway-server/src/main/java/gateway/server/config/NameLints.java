package gateway.server.config;

import gateway.core.config.Address;
import gateway.core.config.ConfigProblem;
import gateway.core.config.GatewayConfig;
import gateway.core.config.PoolConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds backends whose names have no address here and now. Asks the system's resolver, so it may take seconds. */
final class NameLints {
    private NameLints() {}

    static List<ConfigProblem> of(GatewayConfig config) {
        Map<String, List<String>> pathsByName = new TreeMap<>();
        for (PoolConfig pool : config.pools()) {
            for (int i = 0; i < pool.backends().size(); i++) {
                Address address = pool.backends().get(i).address();
                if (!address.isUnix()) {
                    pathsByName
                            .computeIfAbsent(address.host(), name -> new ArrayList<>())
                            .add("pools." + pool.name() + ".backends[" + i + "].address");
                }
            }
        }
        // Each name that is not found is waited for: better all at the same time.
        return pathsByName.entrySet().parallelStream()
                .filter(entry -> !resolves(entry.getKey()))
                .map(entry -> problems(entry.getKey(), entry.getValue()))
                .flatMap(Collection::stream)
                .toList();
    }

    private static boolean resolves(String name) {
        try {
            return InetAddress.getAllByName(name).length > 0;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static List<ConfigProblem> problems(String name, List<String> paths) {
        return paths.stream()
                .map(path -> new ConfigProblem(
                        path, "name \"" + name + "\" does not resolve here (a start does not wait for it)"))
                .toList();
    }
}
