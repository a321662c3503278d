package io.xapid.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** A {@link StaticServer} in a process of its own. */
record BareJetty(ChildProcess process, int port) implements AutoCloseable {
    /** @param body file with what it answers */
    static BareJetty start(Setup setup, Path home, Path body) throws IOException, InterruptedException {
        return start(setup, home, body, command -> command);
    }

    /** @param placing turns the command into one that runs where it should */
    static BareJetty start(Setup setup, Path home, Path body, UnaryOperator<List<String>> placing)
            throws IOException, InterruptedException {
        Path port = home.resolve("jetty-port");
        Files.deleteIfExists(port);
        List<String> command = setup.program(StaticServer.class, port.toString(), body.toString());
        ChildProcess process = ChildProcess.start(placing.apply(command), home.resolve("jetty-log"));
        try {
            process.await(port);
            return new BareJetty(process, Integer.parseInt(Files.readString(port)));
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
