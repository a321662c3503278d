package io.xapid.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.server.cli.ThinClient;
import io.xapid.server.cli.ThinClient.Outcome;
import io.xapid.server.config.ConfigReader;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A daemon that simulates its guests, and commands of {@code xe} to it. */
final class CliDaemon implements AutoCloseable {
    private static final String PASSWORD = "pass word";

    private final Daemon daemon;

    CliDaemon(Path folder) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        daemon = Daemon.start(new ConfigReader(Map.of(), folder, false)
                .read(List.of(
                        "--state-dir", folder.resolve("state").toString(),
                        "--root-password-file", password.toString(),
                        "--http-port", "0",
                        "--https-port", "0",
                        "--hypervisor", "simulator")));
    }

    Socket connect() throws IOException {
        URI url = URI.create(daemon.url());
        return new Socket(url.getHost(), url.getPort());
    }

    /** Through TLS. */
    Socket connectSafely() throws IOException {
        return AnyServer.connect(daemon.httpsUrl());
    }

    Outcome xe(String... words) throws IOException {
        return answering(List.of(), words);
    }

    Outcome answering(List<String> typed, String... words) throws IOException {
        return ThinClient.run(connect(), typed, withPassword(words));
    }

    String[] withPassword(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.add("username=root");
        all.add("password=" + PASSWORD);
        return all.toArray(String[]::new);
    }

    /** What a command answers that must not fail, without the end of the line. */
    String told(String... words) throws IOException {
        Outcome outcome = xe(words);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
        return outcome.out().strip();
    }

    /** Makes a halted guest, and returns its uuid. */
    String guest(String name) throws IOException {
        return told("vm-install", "template=Other install media", "new-name-label=" + name);
    }

    @Override
    public void close() {
        daemon.close();
    }
}
