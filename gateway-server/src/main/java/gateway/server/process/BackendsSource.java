package gateway.server.process;

import gateway.core.config.Address;
import gateway.server.config.QuickConfig;
import java.util.List;

/** Backends that were named on the command line. */
public final class BackendsSource implements ConfigSource {
    private static final Address EVERYWHERE = Address.tcp("", 8080);

    private final List<Address> backends;
    private final ListenOverride listen;

    public BackendsSource(List<Address> backends, ListenOverride listen) {
        this.backends = List.copyOf(backends);
        this.listen = listen;
    }

    @Override
    public String name() {
        return "--to "
                + String.join(",", backends.stream().map(Address::toString).toList());
    }

    @Override
    public Loaded load() {
        return new Loaded(QuickConfig.of(listen.orElse(EVERYWHERE), backends), List.of(), false);
    }

    @Override
    public String bindHint() {
        return " (--listen ADDRESS takes another one)";
    }
}
