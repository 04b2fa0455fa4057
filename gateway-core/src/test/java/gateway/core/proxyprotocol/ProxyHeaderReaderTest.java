package gateway.core.proxyprotocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderReaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String V2_IPV4 = SIGNATURE + "2111000c" + "c0000201" + "c6336401" + "dc04" + "01bb";
    private static final String V2_IPV6 = SIGNATURE + "21210024" + "20010db8000000000000000000000001"
            + "20010db8000000000000000000000002" + "dc04" + "01bb";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PROXY TCP4 192.0.2.1 198.51.100.1 56324 443|192.0.2.1:56324 198.51.100.1:443",
                "PROXY TCP4 255.255.255.255 0.0.0.0 65535 0|255.255.255.255:65535 0.0.0.0:0",
                "PROXY TCP6 2001:db8::1 2001:db8::2 56324 443|2001:db8:0:0:0:0:0:1:56324 2001:db8:0:0:0:0:0:2:443",
                "PROXY TCP6 ::ffff:192.0.2.1 ::ffff:198.51.100.1 1 2|192.0.2.1:1 198.51.100.1:2",
                "PROXY UNKNOWN|unknown",
                "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535|unknown",
            })
    void takesALineOfVersion1(String line, String told) throws Exception {
        ByteBuf in = Unpooled.copiedBuffer(line + "\r\nGET /", StandardCharsets.US_ASCII);

        assertThat(text(ProxyHeaderReader.read(in))).isEqualTo(told);
        assertThat(in.toString(StandardCharsets.US_ASCII)).isEqualTo("GET /");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY\r\n",
                "PROXY \r\n",
                "PROXY TCP4\r\n",
                "PROXY TCP5 192.0.2.1 198.51.100.1 56324 443\r\n",
                "PROXY UDP4 192.0.2.1 198.51.100.1 56324 443\r\n",
                "PROXY UNKNOWNX\r\n",
                "proxy TCP4 192.0.2.1 198.51.100.1 56324 443\r\n",
                "PROXY  TCP4 192.0.2.1 198.51.100.1 56324 443\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.1 56324 443 \r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.1 56324\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\n",
                "PROXY TCP4 192.0.2.1 198.51.100.1 56324 65536\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.1 99999 443\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.1 -1 443\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.1 +1 443\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.1 0443 443\r\n",
                "PROXY TCP4 192.0.2.256 198.51.100.1 1 443\r\n",
                "PROXY TCP4 192.0.2 198.51.100.1 1 443\r\n",
                "PROXY TCP4 192.0.2.01 198.51.100.1 1 443\r\n",
                "PROXY TCP4 2001:db8::1 198.51.100.1 1 443\r\n",
                "PROXY TCP6 192.0.2.1 2001:db8::2 1 443\r\n",
                "PROXY TCP6 fe80::1%lo 2001:db8::2 1 443\r\n",
                "PROXY TCP6 [2001:db8::1] 2001:db8::2 1 443\r\n",
                "PROXY TCP6 2001:db8::1::2 2001:db8::2 1 443\r\n",
                "PROXY TCP6 : 2001:db8::2 1 443\r\n",
                "PROXY TCP4 evil.example 198.51.100.1 1 443\r\n",
                "PROXY TCP4 192.0.2.1\t198.51.100.1 1 443\r\n",
                "GET / HTTP/1.1\r\n",
                "\r\n\r\n\0\r\nQUIX\n",
                "\u0016\u0003\u0001"
            })
    void refusesEverythingElse(String text) {
        ByteBuf in = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> ProxyHeaderReader.read(in))
                .isInstanceOf(ProxyHeaderException.class)
                .hasMessageContaining("(expected: ");
        assertThat(in.readerIndex()).isZero();
    }

    @Test
    void refusesALineWithoutEnd() throws Exception {
        String most = "PROXY UNKNOWN " + "x".repeat(ProxyHeaderReader.MAX_V1 - 16) + "\r\n";

        assertThat(ProxyHeaderReader.read(ascii(most))).isEqualTo(Endpoints.UNKNOWN);
        assertThat(ProxyHeaderReader.read(ascii(most.substring(0, 106)))).isNull();
        assertThatThrownBy(() -> ProxyHeaderReader.read(ascii(most.replace("\r", "x\r"))))
                .isInstanceOf(ProxyHeaderException.class);
    }

    @ParameterizedTest
    @CsvSource({
        V2_IPV4 + ",192.0.2.1:56324 198.51.100.1:443",
        V2_IPV6 + ",2001:db8:0:0:0:0:0:1:56324 2001:db8:0:0:0:0:0:2:443",
        // LOCAL, whatever follows; UNSPEC; over UDP.
        SIGNATURE + "20000000,unknown",
        SIGNATURE + "2011000cc0000201c6336401dc0401bb,unknown",
        SIGNATURE + "20ff0001aa,unknown",
        SIGNATURE + "21000000,unknown",
        SIGNATURE + "2112000cc0000201c6336401dc0401bb,unknown",
        // With TLVs.
        SIGNATURE + "21110013c0000201c6336401dc0401bb" + "01000468322f31" + ",192.0.2.1:56324 198.51.100.1:443",
    })
    void takesAHeaderOfVersion2(String hex, String told) throws Exception {
        ByteBuf in = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex + "474554"));

        assertThat(text(ProxyHeaderReader.read(in))).isEqualTo(told);
        assertThat(in.toString(StandardCharsets.US_ASCII)).isEqualTo("GET");
    }

    @Test
    void takesAUnixSocketOfVersion2AsUnknown() throws Exception {
        ByteBuf in = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(SIGNATURE + "213100d8" + "2f".repeat(216)));

        assertThat(ProxyHeaderReader.read(in)).isEqualTo(Endpoints.UNKNOWN);
        assertThat(in.isReadable()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Version 1 and 3 in the binary form, command 2, family 4, transport 3.
                SIGNATURE + "1111000c",
                SIGNATURE + "3111000c",
                SIGNATURE + "2211000c",
                SIGNATURE + "2141000c",
                SIGNATURE + "2113000c",
                SIGNATURE + "ff11000c",
                // Too short for its family.
                SIGNATURE + "2111000b",
                SIGNATURE + "21210023",
                SIGNATURE + "213100d7",
                // Longer than 4 KiB.
                SIGNATURE + "21110ff1",
                SIGNATURE + "2000ffff",
                "0d0a0d0a000d0a515549540b",
            })
    void refusesABrokenHeaderOfVersion2AtOnce(String hex) {
        ByteBuf in = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex));

        assertThatThrownBy(() -> ProxyHeaderReader.read(in)).isInstanceOf(ProxyHeaderException.class);
    }

    @Test
    void takesTlvsUpTo4KiB() throws Exception {
        byte[] whole = new byte[ProxyHeaderReader.MAX_V2];
        byte[] start = ByteBufUtil.decodeHexDump(SIGNATURE + "21110ff0c0000201c6336401dc0401bb");
        System.arraycopy(start, 0, whole, 0, start.length);

        assertThat(text(ProxyHeaderReader.read(Unpooled.wrappedBuffer(whole)))).startsWith("192.0.2.1:56324");
    }

    @ParameterizedTest
    @ValueSource(strings = {"50", V2_IPV4, V2_IPV6})
    void waitsForTheRest(String hex) throws Exception {
        byte[] bytes = hex.startsWith("50")
                ? "PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\n".getBytes(StandardCharsets.US_ASCII)
                : ByteBufUtil.decodeHexDump(hex);
        for (int i = 0; i < bytes.length; i++) {
            ByteBuf in = Unpooled.wrappedBuffer(bytes, 0, i);
            assertThat(ProxyHeaderReader.read(in)).as("%s bytes", i).isNull();
            assertThat(in.readerIndex()).isZero();
        }
        assertThat(ProxyHeaderReader.read(Unpooled.wrappedBuffer(bytes))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,1,198.51.100.1,443,PROXY TCP4 192.0.2.1 198.51.100.1 1 443",
        "2001:db8::1,1,2001:db8::2,443,PROXY TCP6 2001:db8::1 2001:db8::2 1 443",
        "192.0.2.1,65535,2001:db8::2,443,PROXY TCP6 ::ffff:c000:201 2001:db8::2 65535 443",
    })
    void readsWhatIsWritten(String from, int fromPort, String to, int toPort, String line) throws Exception {
        Endpoints ends = Endpoints.of(new InetSocketAddress(from, fromPort), new InetSocketAddress(to, toPort));
        ByteBuf first = ProxyHeaderWriter.version1(ends, UnpooledByteBufAllocator.DEFAULT);
        ByteBuf second = ProxyHeaderWriter.version2(ends, UnpooledByteBufAllocator.DEFAULT);

        assertThat(first.toString(StandardCharsets.US_ASCII)).isEqualTo(line + "\r\n");
        assertThat(ProxyHeaderReader.read(first)).isEqualTo(ends);
        assertThat(ProxyHeaderReader.read(second)).isEqualTo(ends);
        assertThat(second.isReadable()).isFalse();
        first.release();
        second.release();
    }

    @Test
    void saysThatNobodyCanTell() throws Exception {
        ByteBuf first = ProxyHeaderWriter.version1(Endpoints.UNKNOWN, UnpooledByteBufAllocator.DEFAULT);
        ByteBuf second = ProxyHeaderWriter.version2(Endpoints.UNKNOWN, UnpooledByteBufAllocator.DEFAULT);

        assertThat(first.toString(StandardCharsets.US_ASCII)).isEqualTo("PROXY UNKNOWN\r\n");
        assertThat(ByteBufUtil.hexDump(second)).isEqualTo(SIGNATURE + "20000000");
        first.release();
        second.release();
    }

    private static ByteBuf ascii(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private static String text(@Nullable Endpoints told) {
        Endpoints known = Objects.requireNonNull(told);
        InetSocketAddress source = known.source();
        return source == null ? "unknown" : text(source) + " " + text(Objects.requireNonNull(known.destination()));
    }

    private static String text(InetSocketAddress end) {
        return end.getAddress().getHostAddress() + ":" + end.getPort();
    }
}
