package io.xapid.hypervisor.xen.libxl;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TerminalTest {
    private static final int PATIENCE_SECONDS = 30;

    /** A reading that has begun, on a thread of its own. */
    private static CompletableFuture<String> reading(Terminal terminal) throws InterruptedException {
        var begun = new CountDownLatch(1);
        var read = new CompletableFuture<String>();
        var thread = new Thread(() -> {
            begun.countDown();
            var buffer = ByteBuffer.allocate(100);
            try {
                int count = terminal.read(buffer);
                read.complete(
                        count < 0 ? "the end" : US_ASCII.decode(buffer.flip()).toString());
            } catch (IOException e) {
                read.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        begun.await();
        TimeUnit.MILLISECONDS.sleep(20); // the sooner it is too soon, the less is tested
        return read;
    }

    @Test
    void whatIsTypedGoesOutWhileAReadingWaits() throws Exception {
        try (var other = new PseudoTerminal();
                var terminal = Terminal.open(other.path())) {
            CompletableFuture<String> read = reading(terminal);

            assertThat(terminal.write(ByteBuffer.wrap("typed".getBytes(US_ASCII))))
                    .isEqualTo(5);
            assertThat(other.hear(5)).isEqualTo("typed");

            assertThat(read).isNotDone();
            other.say("eleven long");
            assertThat(read.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("eleven long");
        }
    }

    @Test
    void aReadingEndsWithTheOtherEnd() throws Exception {
        var other = new PseudoTerminal();
        try (var terminal = Terminal.open(other.path())) {
            CompletableFuture<String> read = reading(terminal);
            other.close();
            assertThat(read.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("the end");
            assertThatThrownBy(() -> terminal.write(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aReadingEndsWhenItIsClosed() throws Exception {
        try (var other = new PseudoTerminal()) {
            var terminal = Terminal.open(other.path());
            CompletableFuture<String> read = reading(terminal);
            terminal.close();
            terminal.close();
            assertThat(terminal.isOpen()).isFalse();
            assertThatThrownBy(() -> read.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(ClosedChannelException.class);
        }
    }

    @Test
    void whatIsNotThereCannotBeOpened() {
        assertThatThrownBy(() -> Terminal.open(Path.of("/dev/pts/no"))).isInstanceOf(IOException.class);
    }

    /** A service leads its session: the first terminal that it opens in Java's way would be its own, and end it. */
    @Test
    void itIsNobodysOwnTerminal() throws Exception {
        try (var other = new PseudoTerminal()) {
            Process service = new ProcessBuilder(
                            "setsid",
                            "--wait",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Opener.class.getName(),
                            other.path().toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(service.getInputStream().readAllBytes(), US_ASCII);
            assertThat(service.waitFor()).as(said).isZero();
            assertThat(said.strip()).isEqualTo("0"); // no terminal's number
        }
    }

    /** Opens a terminal as a process that leads its session, and says which is its own then. */
    static final class Opener {
        private static final int TERMINAL = 6;

        private Opener() {}

        public static void main(String[] arguments) throws IOException {
            try (var terminal = Terminal.open(Path.of(arguments[0]))) {
                String stat = Files.readString(Path.of("/proc/self/stat"));
                String[] fields = stat.split(" ");
                System.out.println(terminal.isOpen() ? fields[TERMINAL] : "closed");
            }
        }
    }
}
