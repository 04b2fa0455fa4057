package gateway.core.downstream.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

/** ClientHellos as the JDK writes them, and damaged ones. */
class ClientHelloTest {
    private static final int RECORD_AND_MESSAGE_HEADER = 9;

    @Test
    void readsWhatDecides() throws Exception {
        ClientHello hello = ClientHello.read(body("Www.Shop.test", "TLSv1.3", "h2", "http/1.1"));

        assertThat(hello.serverName()).isEqualTo("www.shop.test");
        assertThat(hello.protocols()).containsExactly("h2", "http/1.1");
        assertThat(hello.canEcdsa()).isTrue();
        assertThat(hello.canVerify(0x0403)).isTrue();
        assertThat(hello.canVerify(0x0301)).isFalse();
    }

    @Test
    void readsOneWithoutExtensions() {
        ByteBuf body = Unpooled.buffer()
                .writeShort(0x0303)
                .writeZero(32)
                .writeByte(0)
                .writeShort(2)
                .writeShort(0xc02f)
                .writeByte(1)
                .writeByte(0);

        assertThat(ClientHello.read(body)).isEqualTo(new ClientHello("", List.of(), List.of(), false));
    }

    @Test
    void knowsAnEcdsaSuiteOfTls12() throws Exception {
        assertThat(ClientHello.read(body("a.test", "TLSv1.2")).canEcdsa()).isTrue();
    }

    @Test
    void refusesEveryOneThatIsCutShortWithoutAnotherException() throws Exception {
        byte[] whole = bytes(body("www.shop.test", "TLSv1.3", "h2"));
        for (int length = 0; length < whole.length; length++) {
            ByteBuf cut = Unpooled.wrappedBuffer(Arrays.copyOf(whole, length));
            if (length == endOfCompression(whole)) {
                // That is one without extensions.
                assertThat(ClientHello.read(cut).serverName()).isEmpty();
            } else {
                assertThatIllegalArgumentException().isThrownBy(() -> ClientHello.read(cut));
            }
        }
    }

    private static int endOfCompression(byte[] body) {
        ByteBuf in = Unpooled.wrappedBuffer(body).skipBytes(34);
        in.skipBytes(in.readUnsignedByte());
        in.skipBytes(in.readUnsignedShort());
        in.skipBytes(in.readUnsignedByte());
        return in.readerIndex();
    }

    @Test
    void takesNoNameThatIsNone() {
        for (String name : List.of("", "a b", "a\u0000.test", "\u00e9.test", "x".repeat(256))) {
            assertThatIllegalArgumentException().as(name).isThrownBy(() -> ClientHello.read(withName(name)));
        }
        assertThat(ClientHello.read(withName("a.test.")).serverName()).isEqualTo("a.test");
    }

    private static ByteBuf withName(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return Unpooled.buffer()
                .writeShort(0x0303)
                .writeZero(32)
                .writeByte(0)
                .writeShort(0)
                .writeByte(0)
                .writeShort(bytes.length + 9)
                .writeShort(0)
                .writeShort(bytes.length + 5)
                .writeShort(bytes.length + 3)
                .writeByte(0)
                .writeShort(bytes.length)
                .writeBytes(bytes);
    }

    private static ByteBuf body(String name, String version, String... protocols)
            throws NoSuchAlgorithmException, SSLException {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        parameters.setApplicationProtocols(protocols);
        parameters.setProtocols(new String[] {version});
        engine.setSSLParameters(parameters);
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), record);
        return Unpooled.wrappedBuffer(record.flip()).skipBytes(RECORD_AND_MESSAGE_HEADER);
    }

    private static byte[] bytes(ByteBuf body) {
        byte[] bytes = new byte[body.readableBytes()];
        body.readBytes(bytes);
        return bytes;
    }
}
