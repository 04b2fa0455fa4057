package gateway.core.config;

import gateway.core.config.ListenerConfig.Protocol;
import gateway.core.config.ListenerConfig.ProxyProtocolConfig;
import gateway.core.config.TimeoutField.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** There is a listener, its name is its own, and no address is bound twice. */
final class ListenerRules {
    private final GatewayConfig config;
    private final ProblemList problems;
    private final List<String> bound = new ArrayList<>();
    private final List<String> boundAt = new ArrayList<>();

    ListenerRules(GatewayConfig config, ProblemList problems) {
        this.config = config;
        this.problems = problems;
    }

    void check() {
        if (config.listeners().isEmpty()) {
            problems.add("listeners", "none is given (expected: at least one, as in http: { bind: \":8080\" })");
        }
        List<String> names = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (ListenerConfig listener : config.listeners()) {
            String path = "listeners." + listener.name();
            names.add(listener.name());
            paths.add(path);
            checkListener(path, listener);
        }
        problems.expectUnique("listener", names, paths);
        config.monitoring().ifPresent(monitoring -> bind("monitoring.bind", monitoring.bind()));
        config.admin().ifPresent(admin -> bind("admin.bind", admin.bind()));
        problems.expectUnique("address", bound, boundAt);
    }

    private void checkListener(String path, ListenerConfig listener) {
        problems.expect(Forms.isName(listener.name()), path, listener.name(), Forms.NAME);
        if (listener.bind().isEmpty()) {
            problems.add(path + ".bind", "no address is given (expected: one such as \":8080\", or a list)");
        }
        for (int i = 0; i < listener.bind().size(); i++) {
            bind(path + ".bind[" + i + "]", listener.bind().get(i));
        }
        for (int i = 0; i < listener.connect().size(); i++) {
            Address target = listener.connect().get(i);
            problems.expect(Forms.isConnectTarget(target), path + ".connect[" + i + "]", target, Forms.CONNECT_TARGET);
        }
        listener.trustedProxies().ifPresent(proxies -> checkNetworks(problems, path + ".trusted_proxies", proxies));
        for (int i = 0; i < listener.protocols().size(); i++) {
            Protocol protocol = listener.protocols().get(i);
            problems.expect(
                    listener.protocols().indexOf(protocol) == i,
                    path + ".protocols[" + i + "]",
                    protocol.word(),
                    "each protocol once");
        }
        Duration maxAge = listener.connections().maxAge();
        if (!maxAge.equals(TimeoutConfig.OFF)) {
            TimeoutRules.checkLength(problems, path + ".connections.max_age", maxAge, false);
        }
        problems.expectWithin(
                Bounds.MAX_REQUESTS,
                path + ".connections.max_requests",
                listener.connections().maxRequests());
        listener.proxyProtocol()
                .ifPresent(proxyProtocol -> checkPeers(path + ".proxy_protocol.from", proxyProtocol.from()));
        listener.tls().ifPresent(tls -> TlsRules.check(problems, path + ".tls", tls));
        TimeoutRules.check(problems, path + ".timeouts", listener.timeouts(), Level.LISTENER);
    }

    private void checkPeers(String path, List<String> peers) {
        if (peers.isEmpty()) {
            problems.add(path, "is empty (expected: the load balancers' addresses, as in [10.0.0.0/8])");
        }
        for (int i = 0; i < peers.size(); i++) {
            String peer = peers.get(i);
            problems.expect(
                    peer.equals(ProxyProtocolConfig.UNIX) || Forms.isNetwork(peer),
                    path + "[" + i + "]",
                    peer,
                    Forms.NETWORK + ", or unix");
        }
    }

    private void bind(String path, Address address) {
        if (!address.isUnix() && !address.host().isEmpty()) {
            problems.expect(
                    Forms.isBackendHost(address.host()), path, address, "an IP address or a host name before the port");
        }
        // Port 0 stands for another one each time.
        if (address.isUnix() || address.port() != 0) {
            bound.add(address.toString());
            boundAt.add(path);
        }
    }

    static void checkNetworks(ProblemList problems, String path, List<String> networks) {
        for (int i = 0; i < networks.size(); i++) {
            String network = networks.get(i);
            problems.expect(Forms.isNetwork(network), path + "[" + i + "]", network, Forms.NETWORK);
        }
    }
}
