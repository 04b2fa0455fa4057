package gateway.server.messages;

import gateway.core.upstream.Backend;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which backend each session first got. Beyond 100,000 the one that was silent for the longest time is forgotten. One thread. */
final class Sessions {
    private static final int MOST = 100_000;

    private final Map<String, Backend> backends = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Backend> eldest) {
            return size() > MOST;
        }
    };

    /**
     * The session's backend; when it has none yet, one is picked and kept.
     *
     * @param session its id; empty for none
     */
    @Nullable
    Backend backend(String session, Supplier<@Nullable Backend> pick) {
        if (session.isEmpty()) {
            return pick.get();
        }
        Backend known = backends.get(session);
        if (known != null) {
            return known;
        }
        Backend picked = pick.get();
        if (picked != null) {
            backends.put(session, picked);
        }
        return picked;
    }
}
