package io.xapid.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One connection that is kept, with one request at a time; as little between the caller and the socket as can be. */
final class HttpConnection implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 20;

    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

    HttpConnection(int port) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** The answer's body. */
    byte[] exchange(byte[] request) throws IOException {
        int header = begin(request);
        byte[] body = new byte[Math.toIntExact(length - header)];
        buffer.flip();
        buffer.position(header);
        int done = buffer.remaining();
        buffer.get(body, 0, done);
        while (done < body.length) {
            fill();
            buffer.flip();
            int count = buffer.remaining();
            buffer.get(body, done, count);
            done += count;
        }
        return body;
    }

    /** Reads the answer and forgets it; returns how many bytes it had. */
    long drain(byte[] request) throws IOException {
        begin(request);
        long done = buffer.position();
        while (done < length) {
            fill();
            done += buffer.position();
        }
        return length;
    }

    private long length;

    /** Sends the request and reads at least the whole header; returns the header's length. */
    private int begin(byte[] request) throws IOException {
        var out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) {
            channel.write(out);
        }
        buffer.clear();
        byte[] beginning = new byte[HttpMessages.MOST_HEADER_BYTES];
        do {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the connection was closed");
            }
            int count = Math.min(buffer.position(), beginning.length);
            buffer.get(0, beginning, 0, count);
            length = HttpMessages.answerLength(beginning, count);
        } while (length < 0);
        int end = 0;
        while (beginning[end] != '\r' || beginning[end + 2] != '\r' || beginning[end + 3] != '\n') {
            end++;
        }
        return end + 4;
    }

    private void fill() throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            throw new EOFException("the connection was closed");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
