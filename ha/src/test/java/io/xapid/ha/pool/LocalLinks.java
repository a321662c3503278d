package io.xapid.ha.pool;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Connections between the hosts of a test, on loopback, which can be cut. */
final class LocalLinks {
    private final Map<UUID, InetSocketAddress> addresses = new ConcurrentHashMap<>();
    private final Set<UUID> cut = ConcurrentHashMap.newKeySet();
    private final Map<Socket, UUID> sockets = new ConcurrentHashMap<>(); // and one of the two it connects

    Links of(UUID host) {
        return new Links() {
            @Override
            public ServerSocket listen() throws IOException {
                ServerSocket listener = Ports.listen();
                addresses.put(host, (InetSocketAddress) listener.getLocalSocketAddress());
                return listener;
            }

            @Override
            public Socket connect(UUID member) throws IOException {
                InetSocketAddress address = addresses.get(member);
                if (address == null || cut.contains(host) || cut.contains(member)) {
                    throw new IOException("no way to " + member);
                }
                var socket = new Socket();
                socket.setTcpNoDelay(true);
                sockets.put(socket, host);
                socket.connect(address, 500);
                return socket;
            }

            @Override
            public void check(Socket peer, UUID claimed) throws IOException {
                sockets.put(peer, claimed);
                if (cut.contains(host) || cut.contains(claimed)) {
                    peer.close();
                    throw new IOException("no way to " + claimed);
                }
            }
        };
    }

    /** From now on nobody reaches that host, nor it anybody. */
    void cut(UUID host) throws IOException {
        cut.add(host);
        for (Map.Entry<Socket, UUID> one : sockets.entrySet()) {
            one.getKey().close(); // those of others as well: they connect again
        }
        sockets.clear();
    }

    void heal(UUID host) {
        cut.remove(host);
    }
}
