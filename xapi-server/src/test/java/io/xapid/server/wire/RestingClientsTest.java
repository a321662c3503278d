package io.xapid.server.wire;

import static io.xapid.server.wire.Door.post;
import static io.xapid.server.wire.Door.xmlAnswer;
import static io.xapid.server.wire.Door.xmlCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.meta.XenType;
import io.xapid.server.api.Reply;
import io.xapid.server.wire.codec.CallLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that rest between calls for longer than any other limit, but not as long as they may. */
class RestingClientsTest {
    private static final FrontDoorSettings.Limits LONG_REST = new FrontDoorSettings.Limits(
            CallLimits.DEFAULT,
            8 * 1024,
            Duration.ofMillis(400),
            Duration.ofMillis(400),
            Duration.ofMillis(400),
            Duration.ofMillis(400),
            Duration.ofMinutes(1),
            60,
            60);
    private static final long LONGER_THAN_ALL_ELSE_MILLIS = 2_000;

    @TempDir
    Path directory;

    private Door door;

    @BeforeEach
    void open() throws IOException {
        door = new Door(directory, LONG_REST);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void keepsAConnectionThatRestsBehindACall() throws IOException, InterruptedException {
        try (var client = door.connect()) {
            assertThat(client.ask(post("/", xmlCall("echo", "before"))).body()).isEqualTo(xmlAnswer("before"));
            Thread.sleep(LONGER_THAN_ALL_ELSE_MILLIS); // the rest
            assertThat(client.ask(post("/", xmlCall("echo", "behind"))).body()).isEqualTo(xmlAnswer("behind"));
        }
        assertThat(door.complaints()).isEmpty();
    }

    @Test
    void keepsAConnectionThatWaitsAndThenRests() throws IOException, InterruptedException {
        try (var client = door.connect()) {
            client.send(post("/", xmlCall("wait", "")));
            CompletableFuture<Reply> reply = waiting(door);
            Thread.sleep(LONGER_THAN_ALL_ELSE_MILLIS); // the wait
            reply.complete(new Reply.Success(XenType.STRING, "news", Door.STATE));
            assertThat(client.read().body()).isEqualTo(xmlAnswer("news"));
            Thread.sleep(LONGER_THAN_ALL_ELSE_MILLIS); // the rest
            assertThat(client.ask(post("/", xmlCall("echo", "more"))).body()).isEqualTo(xmlAnswer("more"));
        }
        assertThat(door.complaints()).isEmpty();
    }

    /** A client's process that ends while its calls wait looks like one that has ended its sending only. */
    @Test
    void makesRoomAtTheCostOfThoseWhoHaveProbablyGoneAndNotOfThoseWhoRest() throws IOException, InterruptedException {
        int most = Door.FEW_CLIENTS.tcpConnections();
        var gone = new ArrayList<RawClient>();
        try (var small = new Door(directory.resolve("small"), Door.FEW_CLIENTS);
                var resting = small.connect()) {
            assertThat(resting.ask(post("/", xmlCall("echo", "first"))).body()).isEqualTo(xmlAnswer("first"));
            for (int i = 1; i < most; i++) {
                var client = small.connect();
                gone.add(client);
                client.send(post("/", xmlCall("wait", "")));
                assertThat(waiting(small)).isNotDone();
                client.socket.shutdownOutput();
            }
            try (var newcomer = small.connect()) {
                assertThat(newcomer.ask(post("/", xmlCall("echo", "new"))).body())
                        .isEqualTo(xmlAnswer("new"));
            }
            assertThat(resting.ask(post("/", xmlCall("echo", "again"))).body()).isEqualTo(xmlAnswer("again"));
        } finally {
            for (RawClient client : gone) {
                client.close();
            }
        }
    }

    private static CompletableFuture<Reply> waiting(Door door) throws InterruptedException {
        CompletableFuture<Reply> reply = door.waiting.poll(10, TimeUnit.SECONDS);
        assertThat(reply).isNotNull();
        return reply;
    }
}
