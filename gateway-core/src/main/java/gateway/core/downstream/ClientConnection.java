package gateway.core.downstream;

/** A client's connection, whatever it speaks, as the gateway sees it that wants to end it. Event-loop confined. */
interface ClientConnection {
    /** No request after the next one is served; where none is on its way, none at all. */
    void drain();

    /** Ends now; what runs is cut. */
    void stop();
}
