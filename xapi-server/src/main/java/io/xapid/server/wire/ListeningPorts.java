package io.xapid.server.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;

/**
 * The daemon's TCP ports. They are taken first of all, so that nothing is changed for the sake of a daemon that cannot
 * have them, and so that what the daemon writes down can name them. Clients that come before it serves wait.
 */
public final class ListeningPorts implements AutoCloseable {
    private static final int CONNECTIONS_WAITING =
            2_048; // a thousand clients come back at once when the daemon was away

    private final ServerSocketChannel http;
    private final ServerSocketChannel https;

    private ListeningPorts(ServerSocketChannel http, ServerSocketChannel https) {
        this.http = http;
        this.https = https;
    }

    /**
     * Takes both.
     *
     * @param httpPort 0 for any free one
     * @param httpsPort 0 for any free one
     * @throws IOException with a line for operators, if one is not to be had; none is taken then
     */
    public static ListeningPorts take(InetAddress address, int httpPort, int httpsPort) throws IOException {
        ServerSocketChannel http = listen(address, httpPort);
        try {
            return new ListeningPorts(http, listen(address, httpsPort));
        } catch (IOException e) {
            http.close();
            throw e;
        }
    }

    /** The real port, also when any free one was asked for. */
    public int http() {
        return http.socket().getLocalPort();
    }

    /** The real port, also when any free one was asked for. */
    public int https() {
        return https.socket().getLocalPort();
    }

    ServerSocketChannel httpChannel() {
        return http;
    }

    ServerSocketChannel httpsChannel() {
        return https;
    }

    @Override
    public void close() throws IOException {
        try (http;
                https) {
            // both are closed, whatever happens to the first
        }
    }

    private static ServerSocketChannel listen(InetAddress address, int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true); // the last run's connections may be dying yet
            channel.bind(new InetSocketAddress(address, port), CONNECTIONS_WAITING);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw new IOException(
                    "cannot listen on %s port %d: %s".formatted(address.getHostAddress(), port, e.getMessage()), e);
        }
    }
}
