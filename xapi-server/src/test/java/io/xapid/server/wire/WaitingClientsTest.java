package io.xapid.server.wire;

import static io.xapid.server.wire.Door.post;
import static io.xapid.server.wire.Door.xmlAnswer;
import static io.xapid.server.wire.Door.xmlCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.meta.XenType;
import io.xapid.server.api.Reply;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Clients that wait for an answer and go away, wholly or by half, or send more behind their call. */
class WaitingClientsTest extends DoorUnderAttack {
    @Test
    void answersAClientThatHasEndedItsSending() throws IOException {
        try (var client = door.connect()) {
            client.send(post("/", xmlCall("echo", "half")));
            client.socket.shutdownOutput();
            assertThat(client.read().body()).isEqualTo(xmlAnswer("half"));
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void answersAWaitingClientThatHasEndedItsSending() throws IOException, InterruptedException {
        try (var client = door.connect()) {
            client.send(post("/", xmlCall("wait", "")));
            client.socket.shutdownOutput();
            later().complete(new Reply.Success(XenType.STRING, "still there", Door.STATE));
            assertThat(client.read().body()).isEqualTo(xmlAnswer("still there"));
        }
    }

    @Test
    void forgetsAWaitingClientThatHasEndedItsSendingLongAgo() throws IOException, InterruptedException {
        try (var client = door.connect()) {
            client.send(post("/", xmlCall("wait", "")));
            client.socket.shutdownOutput();
            CompletableFuture<Reply> reply = later();
            await(reply::isCancelled);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void forgetsAWaitingClientThatIsReset() throws IOException, InterruptedException {
        var client = door.connect();
        client.send(post("/", xmlCall("wait", "")));
        CompletableFuture<Reply> reply = later();
        client.reset();
        await(reply::isCancelled);
    }

    @Test
    void keepsWhatComesBehindAWaitingCall() throws IOException, InterruptedException {
        try (var client = door.connect()) {
            client.send(post("/", xmlCall("wait", "")));
            CompletableFuture<Reply> reply = later();
            Thread.sleep(600); // longer than two rounds, so that the watch is on; nothing tells of it
            client.send(post("/", xmlCall("echo", "behind")));
            Thread.sleep(100); // so that it has been read ahead; nothing tells of it
            reply.complete(new Reply.Success(XenType.STRING, "first", Door.STATE));
            assertThat(client.read().body()).isEqualTo(xmlAnswer("first"));
            assertThat(client.read().body()).isEqualTo(xmlAnswer("behind"));
            assertThat(client.ask(post("/", xmlCall("echo", "more"))).body()).isEqualTo(xmlAnswer("more"));
        }
    }

    @Test
    void servesAClientAgainWhoseCallWasWatched() throws IOException, InterruptedException {
        try (var client = door.connect()) {
            for (int i = 0; i < 3; i++) {
                client.send(post("/", xmlCall("wait", "")));
                CompletableFuture<Reply> reply = later();
                Thread.sleep(600); // as above
                reply.complete(new Reply.Success(XenType.STRING, "n" + i, Door.STATE));
                assertThat(client.read().body()).isEqualTo(xmlAnswer("n" + i));
            }
        }
    }
}
