package gateway.core.upstream.resolve;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A name server on UDP loopback whose answers a test changes. Names that it was not told do not exist. */
final class FakeNameServer implements AutoCloseable {
    private final Map<String, List<String>> zone = new ConcurrentHashMap<>();
    private final Set<DnsRecordType> silentTypes = ConcurrentHashMap.newKeySet();
    private final AtomicInteger queries = new AtomicInteger();
    private final Channel channel;
    private volatile int ttlSeconds = 1;

    FakeNameServer(EventLoopGroup loops) throws Exception {
        Bootstrap bootstrap = new Bootstrap()
                .group(loops)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel created) {
                        created.pipeline()
                                .addLast(new DatagramDnsQueryDecoder())
                                .addLast(new DatagramDnsResponseEncoder())
                                .addLast(new Answers());
                    }
                });
        channel = bootstrap
                .bind(new InetSocketAddress(NetUtil.LOCALHOST4, 0))
                .sync()
                .channel();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** These are all its addresses, of both families; none makes the name exist without addresses. */
    void tell(String name, String... addresses) {
        zone.put(name + ".", List.of(addresses));
    }

    /** The name exists no more. */
    void forget(String name) {
        zone.remove(name + ".");
    }

    /** Questions of this type get no answer at all. */
    void silence(DnsRecordType type) {
        silentTypes.add(type);
    }

    void setTtl(int seconds) {
        ttlSeconds = seconds;
    }

    int queries() {
        return queries.get();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
    }

    private final class Answers extends SimpleChannelInboundHandler<DatagramDnsQuery> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DatagramDnsQuery query) {
            queries.incrementAndGet();
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            if (silentTypes.contains(question.type())) {
                return;
            }
            List<String> addresses = zone.get(question.name());
            InetSocketAddress self = query.recipient();
            InetSocketAddress asker = query.sender();
            DatagramDnsResponse response = new DatagramDnsResponse(self, asker, query.id());
            response.setCode(addresses == null ? DnsResponseCode.NXDOMAIN : DnsResponseCode.NOERROR);
            response.addRecord(DnsSection.QUESTION, question);
            for (String address : addresses == null ? List.<String>of() : addresses) {
                addIfAsked(response, question, NetUtil.createByteArrayFromIpAddressString(address));
            }
            ctx.writeAndFlush(response).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }

        private void addIfAsked(DatagramDnsResponse response, DnsQuestion question, byte[] address) {
            DnsRecordType type = address.length == 4 ? DnsRecordType.A : DnsRecordType.AAAA;
            if (type.equals(question.type())) {
                ByteBuf content = Unpooled.wrappedBuffer(address);
                response.addRecord(
                        DnsSection.ANSWER, new DefaultDnsRawRecord(question.name(), type, ttlSeconds, content));
            }
        }
    }
}
