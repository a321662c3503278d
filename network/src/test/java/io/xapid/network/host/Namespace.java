package io.xapid.network.host;

import io.xapid.network.LinkName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A network namespace for one test, with all that is made in it. Needs root. */
public final class Namespace implements AutoCloseable {
    private final LinkName name =
            new LinkName("xapid-" + UUID.randomUUID().toString().substring(0, 8));

    public Namespace() {
        run(List.of("ip", "netns", "add", name.text()));
    }

    /** Whether this process may make namespaces. */
    public static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    public LinkName name() {
        return name;
    }

    public IpTool ip() {
        return new IpTool(Path.of("/usr/sbin/ip"), Optional.of(name));
    }

    /** With files that say nothing, since the real ones tell of another namespace. */
    public HostInterfaces interfaces() {
        Path nowhere = Path.of("/nonexistent");
        return new HostInterfaces(ip(), new SystemFiles(nowhere, nowhere, new PciNames(List.of())));
    }

    /** Runs a command in the namespace and gives what it says. */
    public String exec(String... command) {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", name.text()));
        all.addAll(List.of(command));
        return run(all);
    }

    @Override
    public void close() {
        run(List.of("ip", "netns", "del", name.text()));
    }

    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(command + ": " + said);
            }
            return said.strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
