package io.xapid.server;

import io.xapid.server.config.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Says whether a port could be listened on, before anything is changed for the sake of a daemon that could not. */
final class Ports {
    private Ports() {}

    static void check(InetAddress address, int port) throws StartException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as the listeners do: the last run's connections may still be dying
            socket.bind(new InetSocketAddress(address, port));
        } catch (IOException problem) {
            throw new StartException(
                    ExitCode.PORT,
                    "cannot listen on %s port %d: %s".formatted(address.getHostAddress(), port, problem.getMessage()),
                    problem);
        }
    }
}
