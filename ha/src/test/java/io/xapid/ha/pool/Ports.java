package io.xapid.ha.pool;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports to listen on which no connection gets for its own end: else a host that is down could find its port taken when it comes back,
 * or another one, who looks for it, could connect to itself.
 */
final class Ports {
    private static final int FIRST = 20_000;
    private static final int BEHIND_LAST = 30_000; // Linux takes those from 32,768 on for connections
    private static final int TRIES = 100;

    private Ports() {}

    static ServerSocket listen() throws IOException {
        IOException last = new IOException("no port is free");
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND_LAST);
            try {
                return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            } catch (IOException taken) {
                last = taken;
            }
        }
        throw last;
    }
}
