package io.xapid.ha.pool;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.UUID;

/** How a host reaches the others of its pool, and they it. */
public interface Links {
    /** A socket on which this host can be reached; the caller closes it. */
    ServerSocket listen() throws IOException;

    /**
     * A connection to another host; the caller closes it.
     *
     * @throws IOException also when it is not known where that host is
     */
    Socket connect(UUID member) throws IOException;

    /** Finds fault with a peer that is not who it says it is, on a connection to it or from it. */
    void check(Socket peer, UUID claimed) throws IOException;

    /** Where a host can be reached. */
    @FunctionalInterface
    interface Addresses {
        /** @throws IOException when that is not known */
        InetSocketAddress of(UUID member) throws IOException;
    }
}
