package gateway.core.upstream;

import gateway.core.config.Address;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;

/** TLS to the backends of one pool, with the sessions that their connections share. For all event loops. */
public interface BackendTls {
    /**
     * The client's side of one connection.
     *
     * @param backend as configured: its host is what the certificate is checked for, unless the pool names another
     */
    SslHandler newHandler(ByteBufAllocator allocator, Address backend);
}
