package io.xapid.hypervisor.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class QmpTest implements Qmp.Listener {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration VERY_SOON = Duration.ofMillis(100);

    private final BlockingQueue<Qmp.Event> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private Path folder;
    private SocketLoop loop;

    @Override
    public void event(Qmp.Event event) {
        events.add(event);
    }

    @Override
    public void closed(Qmp connection, String why) {
        closed.complete(why);
    }

    @BeforeEach
    void open() throws IOException {
        folder = Files.createTempDirectory("xapid-qmp-");
        loop = new SocketLoop("test-sockets");
    }

    @AfterEach
    void close() throws IOException {
        loop.close();
        Files.deleteIfExists(socket());
        Files.delete(folder);
    }

    private Path socket() {
        return folder.resolve("qmp.sock");
    }

    private Qmp connect() throws IOException {
        return Qmp.open(loop, socket(), SOON, this);
    }

    @Test
    void tellsReplyFromEventWhateverTheirOrder() throws Exception {
        FakeMonitor.Script script = monitor -> {
            monitor.welcome();
            String id = monitor.idOfNextCommand();
            monitor.send(
                    "{\"event\": \"STOP\", \"data\": {\"a\": 1}}\r\n{\"return\": {\"x\": 5}, \"id\": %s}\r\n{\"event\""
                            .formatted(id));
            monitor.send(": \"RESUME\"}\r\n");
            monitor.fallSilent();
        };
        try (var monitor = new FakeMonitor(socket(), script);
                var qmp = connect()) {
            assertThat(qmp.execute("query-x", Map.of(), SOON).path("x").asInt()).isEqualTo(5);
            assertThat(events.take().name()).isEqualTo("STOP");
            assertThat(events.take().name()).isEqualTo("RESUME");
        }
    }

    @Test
    void carriesQemusWordsIntoTheFailure() throws Exception {
        FakeMonitor.Script script = monitor -> {
            monitor.welcome();
            monitor.send("{\"error\": {\"class\": \"DeviceNotFound\", \"desc\": \"no such thing\"}, \"id\": %s}\r\n"
                    .formatted(monitor.idOfNextCommand()));
            monitor.fallSilent();
        };
        try (var monitor = new FakeMonitor(socket(), script);
                var qmp = connect()) {
            assertThatThrownBy(() -> qmp.execute("device_del", Map.of("id", "x"), SOON))
                    .isInstanceOfSatisfying(
                            QmpException.class,
                            failure -> assertThat(failure.is(QmpException.DEVICE_NOT_FOUND))
                                    .isTrue())
                    .hasMessage("device_del: no such thing");
            assertThat(qmp.isOpen()).isTrue();
        }
    }

    @Test
    void givesUpACommandThatIsNotAnsweredAndTakesNoLateAnswerForAnothers() throws Exception {
        FakeMonitor.Script script = monitor -> {
            monitor.welcome();
            String first = monitor.idOfNextCommand();
            String second = monitor.idOfNextCommand();
            monitor.send("{\"return\": \"late\", \"id\": %s}\r\n".formatted(first));
            monitor.send("{\"return\": \"mine\", \"id\": %s}\r\n".formatted(second));
            monitor.fallSilent();
        };
        try (var monitor = new FakeMonitor(socket(), script);
                var qmp = connect()) {
            assertThatThrownBy(() -> qmp.execute("first", Map.of(), VERY_SOON))
                    .isInstanceOfSatisfying(
                            QmpException.class,
                            failure ->
                                    assertThat(failure.is(QmpException.TIMEOUT)).isTrue());
            assertThat(qmp.execute("second", Map.of(), SOON).asText()).isEqualTo("mine");
        }
    }

    @Test
    void failsWaitingCommandsWhenTheMonitorHangsUp() throws Exception {
        FakeMonitor.Script script = monitor -> {
            monitor.welcome();
            monitor.idOfNextCommand();
        };
        try (var monitor = new FakeMonitor(socket(), script);
                var qmp = connect()) {
            assertThatThrownBy(() -> qmp.execute("quit", Map.of(), SOON))
                    .isInstanceOfSatisfying(
                            QmpException.class,
                            failure ->
                                    assertThat(failure.is(QmpException.CLOSED)).isTrue());
            assertThat(closed.get(10, TimeUnit.SECONDS)).isNotEmpty();
            assertThatThrownBy(() -> qmp.execute("stop", Map.of(), SOON)).isInstanceOf(QmpException.class);
        }
    }

    @Test
    void hangsUpOnGarbage() throws Exception {
        hangsUpOn("this is not JSON\r\n");
    }

    @Test
    void hangsUpOnALineWithoutEnd() throws Exception {
        hangsUpOn("\"" + "x".repeat(5 << 20));
    }

    @Test
    void hangsUpOnBottomlessNesting() throws Exception {
        hangsUpOn("[".repeat(100_000) + "\r\n");
    }

    private void hangsUpOn(String text) throws Exception {
        FakeMonitor.Script script = monitor -> {
            monitor.welcome();
            monitor.send(text);
            monitor.fallSilent();
        };
        try (var monitor = new FakeMonitor(socket(), script);
                var qmp = connect()) {
            assertThat(closed.get(10, TimeUnit.SECONDS)).isNotEmpty();
            assertThat(qmp.isOpen()).isFalse();
        }
    }

    @Test
    void doesNotTakeAnythingForAMonitor() throws Exception {
        FakeMonitor.Script script = monitor -> {
            monitor.send("{\"hello\": 1}\r\n");
            monitor.fallSilent();
        };
        try (var monitor = new FakeMonitor(socket(), script)) {
            assertThatThrownBy(this::connect)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not a QEMU monitor");
        }
    }

    @Test
    void doesNotWaitForEverForAGreeting() throws Exception {
        try (var monitor = new FakeMonitor(socket(), FakeMonitor::fallSilent)) {
            assertThatThrownBy(() -> Qmp.open(loop, socket(), VERY_SOON, this))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no answer");
        }
    }

    @Test
    void anInterruptEndsTheWaiting() throws Exception {
        FakeMonitor.Script script = monitor -> {
            monitor.welcome();
            monitor.fallSilent();
        };
        try (var monitor = new FakeMonitor(socket(), script);
                var qmp = connect()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> qmp.execute("stop", Map.of(), SOON))
                    .isInstanceOfSatisfying(
                            QmpException.class,
                            failure -> assertThat(failure.is(QmpException.INTERRUPTED))
                                    .isTrue());
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aPeerThatReadsNothingIsNoticedBeforeItCostsMuchMemory() throws Exception {
        FakeMonitor.Script script = monitor -> {
            monitor.welcome();
            try {
                Thread.sleep(30_000); // reads nothing until the test is over
            } catch (InterruptedException e) {
                return;
            }
        };
        var padding = "x".repeat(64 << 10);
        try (var monitor = new FakeMonitor(socket(), script);
                var qmp = connect()) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            try {
                                qmp.execute("x", Map.of("padding", padding), Duration.ofMillis(1));
                            } catch (QmpException e) {
                                if (e.is(QmpException.CLOSED)) {
                                    throw e;
                                }
                            }
                        }
                    })
                    .hasMessageContaining("does not take");
        }
    }
}
