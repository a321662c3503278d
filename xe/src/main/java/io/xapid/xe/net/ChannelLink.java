package io.xapid.xe.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A connection without TLS, through a socket of this machine or through TCP. The class {@link java.net.Socket} would do
 * for the latter, but it takes 6 ms of a start for itself.
 */
final class ChannelLink implements Link {
    private final SocketChannel channel;

    private ChannelLink(SocketChannel channel) {
        this.channel = channel;
    }

    /** @param path of a socket in the file system */
    static ChannelLink local(String path) throws IOException {
        return new ChannelLink(SocketChannel.open(UnixDomainSocketAddress.of(path)));
    }

    static ChannelLink tcp(InetSocketAddress address, int patienceMillis) throws IOException {
        var channel = SocketChannel.open();
        try (var deadline = new Deadline(channel, patienceMillis)) {
            try {
                channel.connect(address);
            } catch (IOException problem) {
                deadline.check();
                throw problem;
            }
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true); // a command may last, and its server be gone
            return new ChannelLink(channel);
        } catch (IOException | RuntimeException problem) {
            channel.close();
            throw problem;
        }
    }

    // the streams of Channels would let nobody read while somebody writes

    @Override
    public InputStream in() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return channel.read(ByteBuffer.wrap(bytes, offset, length));
            }
        };
    }

    @Override
    public OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                var left = ByteBuffer.wrap(bytes, offset, length);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
            }
        };
    }

    @Override
    public void endOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
