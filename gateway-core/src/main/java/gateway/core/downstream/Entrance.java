package gateway.core.downstream;

import gateway.core.proxy.ListenerRules;
import gateway.core.proxy.Worker;
import java.util.function.Supplier;

/**
 * Where clients come in: one listener on one event loop. What is the same for all of its connections.
 *
 * @param rules the present ones; a reload changes them
 * @param connections of the loop
 * @param stats of the listener on this loop
 * @param refusals of connections without a good PROXY protocol header
 */
record Entrance(
        Worker worker,
        Supplier<ListenerRules> rules,
        ClientConnections connections,
        ListenerStats.Cell stats,
        ProxyRefusals refusals) {}
