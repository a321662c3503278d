package io.xapid.ha.pool;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.UUID;

/** Connections that anybody can read and make: for tests and measurements on one machine. */
public final class PlainLinks implements Links {
    private static final int CONNECT_MILLIS = 500;
    private static final int BACKLOG = 50;

    private final InetSocketAddress own;
    private final Addresses addresses;

    /** @param own where this host listens */
    public PlainLinks(InetSocketAddress own, Addresses addresses) {
        this.own = own;
        this.addresses = addresses;
    }

    @Override
    public ServerSocket listen() throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(own, BACKLOG);
            return socket;
        } catch (IOException problem) {
            socket.close();
            throw problem;
        }
    }

    @Override
    public Socket connect(UUID member) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(addresses.of(member), CONNECT_MILLIS);
            return socket;
        } catch (IOException problem) {
            socket.close();
            throw problem;
        }
    }

    @Override
    public void check(Socket peer, UUID claimed) {
        // nobody can know
    }
}
