package io.xapid.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A {@link StaticServer} in a process of its own. */
record BareJetty(ChildProcess process, int port) implements AutoCloseable {
    /** @param body file with what it answers */
    static BareJetty start(Setup setup, Path home, Path body) throws IOException, InterruptedException {
        Path port = home.resolve("jetty-port");
        Files.deleteIfExists(port);
        List<String> command = setup.program(StaticServer.class, port.toString(), body.toString());
        ChildProcess process = ChildProcess.start(command, home.resolve("jetty-log"));
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
