package gateway.server.admin;

import gateway.core.Gateway.RuntimeInfo;
import gateway.server.admin.StatusReport.BackendStatus;
import gateway.server.admin.StatusReport.ConfigStatus;
import gateway.server.admin.StatusReport.ListenerStatus;
import gateway.server.admin.StatusReport.PoolStatus;
import gateway.server.json.Json;
import tools.jackson.core.JsonGenerator;

/** A status as JSON. */
final class StatusJson {
    private StatusJson() {}

    static String of(StatusReport report) {
        return Json.object(json -> {
            json.writeStringProperty("version", report.version());
            json.writeStringProperty("state", report.state().toString());
            json.writeNumberProperty("uptime_seconds", report.uptime().toSeconds());
            json.writeNumberProperty("in_flight", report.inFlight());
            json.writeObjectPropertyStart("runtime");
            runtime(json, report.runtime());
            json.writeEndObject();
            json.writeObjectPropertyStart("config");
            config(json, report.config());
            json.writeEndObject();
            json.writeArrayPropertyStart("listeners");
            report.listeners().forEach(listener -> listener(json, listener));
            json.writeEndArray();
            json.writeArrayPropertyStart("pools");
            report.pools().forEach(pool -> pool(json, pool));
            json.writeEndArray();
        });
    }

    private static void runtime(JsonGenerator json, RuntimeInfo runtime) {
        json.writeStringProperty("transport", runtime.transport());
        json.writeStringProperty("note", runtime.note());
        json.writeNumberProperty("loops", runtime.loops());
        json.writeNumberProperty("cpus", runtime.cpus());
        json.writeNumberProperty("fd_limit", runtime.fdLimit());
        json.writeNumberProperty("memory_limit", runtime.memoryLimit());
    }

    private static void config(JsonGenerator json, ConfigStatus config) {
        json.writeStringProperty("source", config.source());
        json.writeStringProperty("hash", config.hash());
        json.writeStringProperty("loaded_at", config.loadedAt().toString());
        json.writeStringProperty("last_reload", config.lastReload());
    }

    private static void listener(JsonGenerator json, ListenerStatus listener) {
        json.writeStartObject();
        json.writeStringProperty("name", listener.name());
        json.writeArrayPropertyStart("addresses");
        listener.addresses().forEach(json::writeString);
        json.writeEndArray();
        json.writeNumberProperty("connections_open", listener.open());
        json.writeNumberProperty("connections_accepted", listener.accepted());
        json.writeEndObject();
    }

    private static void pool(JsonGenerator json, PoolStatus pool) {
        json.writeStartObject();
        json.writeStringProperty("name", pool.name());
        json.writeStringProperty("algorithm", pool.algorithm());
        json.writeArrayPropertyStart("backends");
        pool.backends().forEach(backend -> backend(json, backend));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void backend(JsonGenerator json, BackendStatus backend) {
        json.writeStartObject();
        json.writeStringProperty("name", backend.name());
        json.writeStringProperty("address", backend.address());
        json.writeStringProperty("state", backend.state());
        json.writeNumberProperty("in_flight", backend.inFlight());
        json.writeNumberProperty("connections_idle", backend.idle());
        json.writeNumberProperty("connections_active", backend.active());
        json.writeNumberProperty("connections_opened", backend.opened());
        json.writeNumberProperty("connections_reused", backend.reused());
        json.writeNumberProperty("connect_failures", backend.connectFailures());
        json.writeNumberProperty("reuse", Math.round(backend.reuse() * 1000) / 1000.0);
        json.writeEndObject();
    }
}
