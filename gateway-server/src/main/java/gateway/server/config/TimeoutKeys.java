package gateway.server.config;

import gateway.core.config.TimeoutConfig;
import gateway.core.config.TimeoutField;
import gateway.core.config.TimeoutField.Level;
import gateway.server.config.shape.Fields;
import gateway.server.config.shape.Key;
import gateway.server.config.shape.OffOr;
import gateway.server.config.shape.Section;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keys of {@code timeouts}, of which each level has its share. */
final class TimeoutKeys {
    private static final Map<TimeoutField, Key<Duration>> KEYS = keys();

    private TimeoutKeys() {}

    static Key<TimeoutConfig> key(Level level) {
        return level == Level.TOP
                ? Key.withDefault("timeouts", section(level), "", "nearest wins: route, pool, host, listener, top")
                : Key.optional("timeouts", section(level), sample(level), "instead of those of an outer level");
    }

    private static Section<TimeoutConfig> section(Level level) {
        List<Key<?>> allowed = Arrays.stream(TimeoutField.values())
                .filter(field -> field.isAllowedOn(level))
                .<Key<?>>map(TimeoutKeys::of)
                .toList();
        Map<String, String> elsewhere = Arrays.stream(TimeoutField.values())
                .filter(field -> !field.isAllowedOn(level))
                .collect(Collectors.toMap(TimeoutField::key, TimeoutField::places));
        return Section.of("timeouts", allowed, fields -> read(fields, level)).misplaced(elsewhere);
    }

    private static TimeoutConfig read(Fields fields, Level level) {
        Map<TimeoutField, Duration> given = new EnumMap<>(TimeoutField.class);
        for (TimeoutField field : TimeoutField.values()) {
            if (field.isAllowedOn(level)) {
                fields.get(of(field)).ifPresent(value -> given.put(field, value));
            }
        }
        return new TimeoutConfig(
                value(given, TimeoutField.CLIENT_HEAD),
                value(given, TimeoutField.CLIENT_IDLE),
                value(given, TimeoutField.CLIENT_BODY),
                value(given, TimeoutField.CLIENT_WRITE),
                value(given, TimeoutField.TLS_HANDSHAKE),
                value(given, TimeoutField.CONNECT),
                value(given, TimeoutField.RESPONSE_HEAD),
                value(given, TimeoutField.RESPONSE_STALL),
                value(given, TimeoutField.TOTAL),
                value(given, TimeoutField.TUNNEL),
                value(given, TimeoutField.PRE_STOP),
                value(given, TimeoutField.DRAIN));
    }

    private static @Nullable Duration value(Map<TimeoutField, Duration> given, TimeoutField field) {
        return given.get(field);
    }

    private static Key<Duration> of(TimeoutField field) {
        Key<Duration> key = KEYS.get(field);
        if (key == null) {
            throw new IllegalStateException("no key for " + field);
        }
        return key;
    }

    private static Map<TimeoutField, Key<Duration>> keys() {
        Map<TimeoutField, Key<Duration>> keys = new EnumMap<>(TimeoutField.class);
        for (TimeoutField field : TimeoutField.values()) {
            // To wait for nothing before a stop is to switch that off; every other one then never fires.
            Duration off = field == TimeoutField.PRE_STOP ? Duration.ZERO : TimeoutConfig.OFF;
            Duration standard = field.of(TimeoutConfig.DEFAULTS);
            String sample = standard == null ? "off" : DurationText.of(standard);
            keys.put(field, Key.withDefault(field.key(), new OffOr<>(DurationText.SHAPE, off), sample, words(field)));
        }
        return keys;
    }

    private static String sample(Level level) {
        return level == Level.LISTENER ? "{ client_idle: 60s }" : "{ connect: 2s, total: 60s }";
    }

    private static String words(TimeoutField field) {
        return switch (field) {
            case CLIENT_HEAD -> "first byte to end of a request's head: 408";
            case CLIENT_IDLE -> "between two requests of a connection: close";
            case CLIENT_BODY -> "no byte of a request's body: 408";
            case CLIENT_WRITE -> "the client takes no byte: reset";
            case TLS_HANDSHAKE -> "a client's TLS handshake: close";
            case CONNECT -> "to a backend: next try, or 504";
            case RESPONSE_HEAD -> "request sent to response head, per try: 504";
            case RESPONSE_STALL -> "no byte of a response's body: cut";
            case TOTAL -> "request to response head, all tries: 504";
            case TUNNEL -> "no byte either way after an upgrade or CONNECT: close";
            case PRE_STOP -> "not ready for so long before a stop begins";
            case DRAIN -> "what runs at a stop may take so long";
        };
    }
}
