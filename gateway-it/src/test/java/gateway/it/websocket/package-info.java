/**
 * What leaves HTTP: upgrades, above all to WebSocket, and CONNECT.
 *
 * <p>May import: {@code gateway.it.fixture} and what it imports. Start reading at {@link gateway.it.websocket.UpgradeTest}.
 */
@NullMarked
package gateway.it.websocket;

import org.jspecify.annotations.NullMarked;
