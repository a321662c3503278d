package io.xapid.server.wire;

import static io.xapid.server.wire.Door.post;
import static io.xapid.server.wire.Door.xmlAnswer;
import static io.xapid.server.wire.Door.xmlCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.server.api.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A door that serves before and after whatever clients do to it, and that nothing of them stays in. */
abstract class DoorUnderAttack {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    Door door;

    @BeforeEach
    void open() throws IOException {
        door = new Door(directory, Door.QUICK);
        serveAnother();
    }

    @AfterEach
    void serveAnotherAndClose() throws IOException {
        try {
            serveAnother();
            await(() -> door.door.connections() == 0);
            assertThat(door.complaints()).isEmpty();
        } finally {
            door.close();
        }
    }

    CompletableFuture<Reply> later() throws InterruptedException {
        CompletableFuture<Reply> reply = door.waiting.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(reply).isNotNull();
        return reply;
    }

    RawClient.Answer ask(String request) throws IOException {
        try (var client = door.connect()) {
            return client.ask(request);
        }
    }

    void serveAnother() throws IOException {
        assertThat(ask(post("/", xmlCall("echo", "next"))).body()).isEqualTo(xmlAnswer("next"));
    }

    /** Sends a little, again and again, until the server has had enough. */
    static void drip(RawClient client, String drop) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        try {
            while (System.nanoTime() < deadline
                    && client.socket.getInputStream().available() == 0) {
                client.send(drop);
                Thread.sleep(50); // the pace of the drops
            }
        } catch (IOException e) {
            // the server has had enough
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            try {
                Thread.sleep(5); // between looks at the condition
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
