package io.xapid.xe.net;

import io.xapid.xe.XeFailure;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to the server that was named, and to those that it names itself. Whoever asks for one closes it.
 *
 * <p>Where the server is this machine, by one of its own names, there is never TLS; without a port the daemon's own socket is tried first.
 */
public final class Dialer {
    /** Where daemons of this machine listen for root. */
    public static final List<String> LOCAL_SOCKETS = List.of("/var/lib/xcp/xapi", "/var/lib/xapid/xapi");

    private static final List<String> THIS_MACHINE = List.of("127.0.0.1", "localhost", "::1", "[::1]");
    private static final int TLS_PORT = 443;
    private static final int PLAIN_PORT = 80;

    private final Server server;
    private final List<String> localSockets;
    private final int patienceMillis;

    /**
     * @param host a name, an address (one of IPv6 with brackets or without), or the path of a socket
     * @param port 0 for the usual one
     * @param tls whether other machines are spoken to through TLS
     * @param authorities file of certificates (PEM) of which one must have signed the server's; empty accepts any
     */
    public record Server(String host, int port, boolean tls, String authorities) {}

    /**
     * @param localSockets tried in this order
     * @param patienceMillis how long to wait for each connection
     */
    public Dialer(Server server, List<String> localSockets, int patienceMillis) {
        this.server = server;
        this.localSockets = List.copyOf(localSockets);
        this.patienceMillis = patienceMillis;
    }

    /**
     * Connects to the server.
     *
     * @throws XeFailure which says what is wrong with it
     */
    public Link dial() throws XeFailure {
        if (server.host().startsWith("/")) {
            try {
                return ChannelLink.local(server.host());
            } catch (IOException problem) {
                throw new XeFailure("Error: cannot reach " + server.host() + ": " + problem.getMessage());
            }
        }
        if (THIS_MACHINE.contains(server.host()) && server.port() == 0) {
            Link local = dialLocal();
            if (local != null) {
                return local;
            }
        }
        return dial(server.host(), server.port());
    }

    /** The daemon's own socket, which only root may use; null where there is none that lets us in. */
    private @Nullable Link dialLocal() {
        for (String path : localSockets) {
            Link local = new File(path).exists() ? dialLocal(path) : null;
            if (local != null) {
                return local;
            }
        }
        return null;
    }

    private static @Nullable Link dialLocal(String path) {
        try {
            return ChannelLink.local(path);
        } catch (IOException closed) {
            return null; // not ours to use, or left by a daemon that is gone
        }
    }

    /** Connects to where {@code place} says: a path on the server itself, or a whole URL of a server that this one knows. */
    public Link dial(Place place) throws XeFailure {
        if (place.host().isEmpty()) {
            return dial();
        }
        boolean isSame = place.host().equals(server.host());
        return dial(place.host(), place.port() != 0 ? place.port() : isSame ? server.port() : 0);
    }

    private Link dial(String host, int givenPort) throws XeFailure {
        boolean tls = server.tls() && !THIS_MACHINE.contains(host);
        int port = givenPort != 0 ? givenPort : tls ? TLS_PORT : PLAIN_PORT;
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException unknown) {
            throw new XeFailure("Host '" + host + "' not found.");
        }
        IOException problem = new IOException("it has no address");
        for (InetAddress address : addresses) {
            var place = new InetSocketAddress(address, port);
            try {
                return tls
                        ? Tls.connect(place, host, server.authorities(), patienceMillis)
                        : ChannelLink.tcp(place, patienceMillis);
            } catch (IOException refused) {
                problem = refused;
            }
        }
        throw new XeFailure("Error: cannot reach " + host + " at port " + port + ": " + reason(problem));
    }

    private static String reason(IOException problem) {
        if (problem instanceof SocketTimeoutException) {
            return "it does not answer";
        }
        String said = String.valueOf(problem.getMessage());
        int more = said.indexOf(" (");
        return problem instanceof ConnectException && more > 0 ? said.substring(0, more) : said;
    }
}
