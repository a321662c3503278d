package io.xapid.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A QEMU started by hand: no more is done than it takes to have it run, and to end it. */
final class BareGuest {
    private static final long LOOK_AGAIN_NANOS = 200_000;

    private BareGuest() {}

    /** Milliseconds from exec to running, and from the order to quit to the end of the process. */
    record Times(double start, double stop) {}

    /** @param command a guest's whole command line, with a monitor on qmp.sock in the working directory */
    static Times run(List<String> command, Path folder) throws IOException, InterruptedException {
        Files.createDirectory(folder);
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try (SocketChannel channel = contact(process, folder)) {
            var in =
                    new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
            OutputStream out = Channels.newOutputStream(channel);
            in.readLine(); // who it is
            order(in, out, "qmp_capabilities");
            order(in, out, "cont");
            String status = order(in, out, "query-status");
            long up = System.nanoTime();
            if (!status.contains("\"running\": true")) {
                throw new IOException("the guest does not run: " + status);
            }
            order(in, out, "quit");
            process.waitFor();
            return new Times((up - began) / 1e6, (System.nanoTime() - up) / 1e6);
        } finally {
            process.destroyForcibly();
        }
    }

    private static SocketChannel contact(Process process, Path folder) throws IOException {
        var address = UnixDomainSocketAddress.of(folder.resolve("qmp.sock"));
        while (process.isAlive()) {
            var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(address);
                return channel;
            } catch (SocketException notYet) {
                channel.close();
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        }
        throw new IOException("QEMU ended: " + Files.readString(folder.resolve("log")));
    }

    /** The answer; events that come before it are passed over. */
    private static String order(BufferedReader in, OutputStream out, String command) throws IOException {
        out.write(("{\"execute\": \"" + command + "\"}\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        String line;
        do {
            line = in.readLine();
            if (line == null || line.startsWith("{\"error\"")) {
                throw new IOException(command + " failed: " + line);
            }
        } while (!line.startsWith("{\"return\""));
        return line;
    }
}
