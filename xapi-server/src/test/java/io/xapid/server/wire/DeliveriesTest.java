package io.xapid.server.wire;

import static io.xapid.server.wire.Door.post;
import static io.xapid.server.wire.Door.xmlAnswer;
import static io.xapid.server.wire.Door.xmlCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.event.Event;
import io.xapid.model.meta.Values;
import io.xapid.model.meta.XenType;
import io.xapid.server.api.Reply;
import io.xapid.server.event.EventBatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** News that many clients are told at the same moment. */
class DeliveriesTest extends DoorUnderAttack {
    private static final XenType<Values<Event>> EVENT = XenType.record("event");
    private static final int MANY = 40;

    @Test
    void tellsAllWhoWaitAndServesThemAgain() throws IOException, InterruptedException {
        var clients = new ArrayList<RawClient>();
        try {
            for (int i = 0; i < MANY; i++) {
                clients.add(door.connect());
            }
            for (int round = 0; round < 5; round++) {
                List<CompletableFuture<Reply>> replies = new ArrayList<>();
                for (RawClient client : clients) {
                    client.send(post("/", xmlCall("wait", "")));
                    replies.add(later());
                }
                Reply news = news("token-" + round);
                replies.forEach(reply -> reply.complete(news));
                for (RawClient client : clients) {
                    assertThat(client.read().body()).contains("<value>token-" + round + "</value>");
                }
            }
            for (RawClient client : clients) {
                assertThat(client.ask(post("/", xmlCall("echo", "and on"))).body())
                        .isEqualTo(xmlAnswer("and on"));
            }
        } finally {
            close(clients);
        }
    }

    @Test
    void tellsEachClientOfJsonUnderTheNumberOfItsCall() throws IOException, InterruptedException {
        try (var one = door.connect();
                var other = door.connect()) {
            one.send(post("/jsonrpc", "{\"jsonrpc\":\"2.0\",\"method\":\"wait\",\"params\":[\"\"],\"id\":17}"));
            CompletableFuture<Reply> first = later();
            other.send(post("/jsonrpc", "{\"method\":\"wait\",\"params\":[\"\"],\"id\":\"my own\"}"));
            CompletableFuture<Reply> second = later();
            Reply news = news("shared");
            first.complete(news);
            second.complete(news);
            String result = "{\"events\":[],\"valid_ref_counts\":{\"vm\":1},\"token\":\"shared\"}";
            assertThat(one.read().body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"result\":" + result + ",\"id\":17}");
            assertThat(other.read().body()).isEqualTo("{\"result\":" + result + ",\"error\":null,\"id\":\"my own\"}");
        }
    }

    @Test
    void isNotHeldUpByClientsThatDoNotRead() throws IOException, InterruptedException {
        var slow = new ArrayList<RawClient>();
        try (var patient =
                        new Door(directory.resolve("patient"), Door.FEW_CLIENTS); // which gives nobody up for a minute
                var good = patient.connect()) {
            List<CompletableFuture<Reply>> replies = new ArrayList<>();
            for (int i = 2; i < Door.FEW_CLIENTS.tcpConnections(); i++) {
                var client = new RawClient(smallSocket(patient.door.httpPort()));
                slow.add(client);
                client.send(post("/", xmlCall("wait", "")));
                replies.add(waiting(patient));
            }
            good.send(post("/", xmlCall("wait", "")));
            replies.add(waiting(patient));

            Reply news = news("x".repeat(8 << 20)); // more than sockets hold
            replies.forEach(reply -> reply.complete(news));
            assertThat(good.read().body()).contains("xxx");
            assertThat(patient.door.connections())
                    .as("the others still have theirs to read")
                    .isEqualTo(slow.size() + 1);
            assertThat(good.ask(post("/", xmlCall("echo", "next"))).body()).isEqualTo(xmlAnswer("next"));
        } finally {
            close(slow);
        }
    }

    @Test
    void givesAClientAllOfAnAnswerOfWhichItsSocketTookAPart() throws IOException, InterruptedException {
        String token = "0123456789".repeat(10_000);
        try (var client = new RawClient(smallSocket(door.door.httpPort()))) {
            for (int round = 0; round < 3; round++) {
                client.send(post("/", xmlCall("wait", "")));
                later().complete(news(token + round));
                assertThat(client.read().body()).contains("<value>" + token + round + "</value>");
            }
        }
    }

    /** Heads are made before Jetty makes them, which must come to the same. */
    @Test
    void hasTheSameHeadAsAnyOtherAnswer() throws IOException, InterruptedException {
        String call = post("/", xmlCall("wait", ""));
        List<String> requests = List.of(
                call,
                post("/jsonrpc", "{\"method\":\"wait\",\"params\":[\"\"],\"id\":1}"),
                call.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"),
                call.replace("HTTP/1.1", "HTTP/1.0"),
                call.replace("HTTP/1.1", "HTTP/1.0").replace("\r\n\r\n", "\r\nConnection: keep-alive\r\n\r\n"));
        for (String request : requests) {
            assertThat(headOf(door.connect(), request, news("some")))
                    .isEqualTo(headOf(door.connect(), request, string("some")));
        }
        assertThat(headOf(door.connectSecurely(), call, news("some")))
                .isEqualTo(headOf(door.connectSecurely(), call, string("some")));
    }

    @Test
    void goesOnWhenAClientHasGoneInThatMoment() throws IOException, InterruptedException {
        try (var good = door.connect()) {
            for (int round = 0; round < 20; round++) {
                var bad = door.connect();
                bad.send(post("/", xmlCall("wait", "")));
                CompletableFuture<Reply> lost = later();
                good.send(post("/", xmlCall("wait", "")));
                CompletableFuture<Reply> told = later();
                bad.reset();
                lost.complete(news("lost"));
                told.complete(news("round-" + round));
                assertThat(good.read().body()).contains("<value>round-" + round + "</value>");
            }
        }
        await(() -> door.door.connections() == 0);
    }

    private List<String> headOf(RawClient client, String request, Reply reply)
            throws IOException, InterruptedException {
        try (client) {
            client.send(request);
            later().complete(reply);
            return client.read().head().stream()
                    .map(line -> line.replaceFirst("(?i)^(content-length: ).*", "$1"))
                    .toList();
        }
    }

    private static Reply string(String text) {
        return new Reply.Success(XenType.STRING, text, Door.STATE);
    }

    private static Reply news(String token) {
        return new Reply.Success(XenType.set(EVENT), new EventBatch(List.of(), Map.of("vm", 1), token), Door.STATE);
    }

    private static CompletableFuture<Reply> waiting(Door door) throws InterruptedException {
        CompletableFuture<Reply> reply = door.waiting.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(reply).isNotNull();
        return reply;
    }

    private static Socket smallSocket(int port) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private static void close(List<RawClient> clients) throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
    }
}
