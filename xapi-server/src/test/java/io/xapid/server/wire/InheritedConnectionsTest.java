package io.xapid.server.wire;

import static io.xapid.server.wire.Door.post;
import static io.xapid.server.wire.Door.xmlAnswer;
import static io.xapid.server.wire.Door.xmlCall;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that libxl started in the wrong moment, such as a guest's QEMU, has a copy of a client's connection. */
class InheritedConnectionsTest {
    /** Takes copies of a process's connections on a local port, says how many, and keeps them until its input ends. */
    private static final String HOLDER = """
            import ctypes, os, socket, sys
            PIDFD_GETFD = 438
            process, port = int(sys.argv[1]), int(sys.argv[2])
            libc = ctypes.CDLL(None, use_errno=True)
            of = os.pidfd_open(process)
            held = []
            for number in os.listdir(f"/proc/{process}/fd"):
                try:
                    if not os.readlink(f"/proc/{process}/fd/{number}").startswith("socket:"):
                        continue
                except FileNotFoundError:
                    continue
                copy = libc.syscall(PIDFD_GETFD, of, int(number), 0)
                if copy < 0:
                    raise OSError(ctypes.get_errno(), "pidfd_getfd")
                one = socket.socket(fileno=copy)
                try:
                    if one.getsockname()[1] == port and one.getpeername():
                        held.append(one)
                except (OSError, IndexError):
                    pass
            print(len(held), flush=True)
            sys.stdin.read()
            """;

    @TempDir
    private Path directory;

    @Test
    void aClientSeesThatItsConnectionEnds() throws IOException, InterruptedException {
        try (var door = new Door(directory, Door.QUICK);
                var client = door.connect()) {
            assertThat(client.ask(post("/", xmlCall("echo", "here"))).body()).isEqualTo(xmlAnswer("here"));
            Process holder = new ProcessBuilder(
                            "python3",
                            "-c",
                            HOLDER,
                            String.valueOf(ProcessHandle.current().pid()),
                            String.valueOf(door.door.httpPort()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader said = holder.inputReader(StandardCharsets.US_ASCII)) {
                assertThat(said.readLine()).isEqualTo("1");
                assertThat(client.readBytes(1)).as("rested too long").isEmpty();
            } finally {
                holder.outputWriter().close();
                assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }
}
