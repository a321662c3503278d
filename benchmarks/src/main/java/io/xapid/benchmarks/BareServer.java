package io.xapid.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A server that does nothing but answer, in a process of its own. */
record BareServer(ChildProcess process, int port) implements AutoCloseable {
    /**
     * Starts a Jetty, the daemon's HTTP server.
     *
     * @param body file with what it answers
     */
    static BareServer jetty(Setup setup, Path home, Path body) throws IOException, InterruptedException {
        return start(setup, home, StaticServer.class, body);
    }

    /** Starts one that writes to sockets and knows hardly anything of HTTP. */
    static BareServer sockets(Setup setup, Path home, Path body) throws IOException, InterruptedException {
        return start(setup, home, SocketServer.class, body);
    }

    private static BareServer start(Setup setup, Path home, Class<?> program, Path body)
            throws IOException, InterruptedException {
        Path port = Files.createTempFile(home, "port", "");
        Files.delete(port);
        List<String> command = setup.program(program, port.toString(), body.toString());
        ChildProcess process = ChildProcess.start(command, home.resolve(program.getSimpleName() + "-log"));
        try {
            process.await(port);
            return new BareServer(process, Integer.parseInt(Files.readString(port)));
        } catch (IOException | InterruptedException problem) {
            process.close();
            throw problem;
        }
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
