package io.xapid.server.wire;

import static io.xapid.server.wire.Door.post;
import static io.xapid.server.wire.Door.xmlAnswer;
import static io.xapid.server.wire.Door.xmlCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.meta.XenType;
import io.xapid.server.api.Reply;
import io.xapid.server.api.WireCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpFrontDoorTest {
    private static final String JSON_CALL = "{\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"params\":[\"hello\"],\"id\":0}";

    @TempDir
    Path directory;

    private Door door;
    private RawClient client;

    @BeforeEach
    void open() throws IOException {
        door = new Door(directory, FrontDoorSettings.Limits.DEFAULT);
        client = door.connect();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        door.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/RPC2", "/json", "/xmlrpc", "/any/other"})
    void readsXmlRpcOnEveryPathThatIsNothingElse(String path) throws IOException {
        RawClient.Answer answer = client.ask(post(path, xmlCall("echo", "hello")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).contains("text/xml");
        assertThat(answer.body()).isEqualTo(xmlAnswer("hello"));
    }

    @Test
    void sendsExactlyTheHeadersClientsKnow() throws IOException {
        assertThat(client.ask(post("/", xmlCall("echo", "hello"))).head())
                .containsExactlyInAnyOrder(
                        "HTTP/1.1 200 OK",
                        "Content-Type: text/xml",
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Headers: X-Requested-With",
                        "Connection: keep-alive",
                        "Cache-Control: no-cache, no-store",
                        "Content-Length: " + xmlAnswer("hello").length());
        assertThat(client.ask(post("/jsonrpc", JSON_CALL)).head())
                .contains("Content-Type: application/json", "Access-Control-Allow-Origin: *");
    }

    @Test
    void readsJsonRpc() throws IOException {
        assertThat(client.ask(post("/jsonrpc", JSON_CALL)).body())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"result\":\"hello\",\"id\":0}");
        assertThat(client.ask(post("/jsonrpc", "{\"method\":\"fail\",\"params\":[],\"id\":\"x\"}"))
                        .body())
                .isEqualTo("{\"result\":null,\"error\":[\"TEST_FAILURE\",\"why\"],\"id\":\"x\"}");
    }

    @Test
    void answersFailuresWithStatus200() throws IOException {
        RawClient.Answer answer = client.ask(post("/", xmlCall("fail", "")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("<value>Failure</value>", "<value>TEST_FAILURE</value><value>why</value>");
    }

    @Test
    void keepsAConnectionForManyCalls() throws IOException {
        for (int i = 0; i < 50; i++) {
            assertThat(client.ask(post("/", xmlCall("echo", "n" + i))).body()).isEqualTo(xmlAnswer("n" + i));
        }
    }

    @Test
    void answersPipelinedCallsInOrder() throws IOException {
        client.send(post("/", xmlCall("echo", "1"))
                + post("/jsonrpc", JSON_CALL)
                + post("/", xmlCall("large", "3000"))
                + post("/", xmlCall("echo", "4")));
        assertThat(client.read().body()).isEqualTo(xmlAnswer("1"));
        assertThat(client.read().body()).contains("hello");
        assertThat(client.read().body()).hasSizeGreaterThan(300_000);
        assertThat(client.read().body()).isEqualTo(xmlAnswer("4"));
    }

    @Test
    void closesWhenAsked() throws IOException {
        String body = xmlCall("echo", "x");
        RawClient.Answer answer = client.ask("POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
        assertThat(answer.body()).isEqualTo(xmlAnswer("x"));
        assertThat(answer.head()).contains("Connection: close").doesNotContain("Connection: keep-alive");
        assertThat(client.isEnded()).isTrue();
    }

    @Test
    void speaksVersion10WithThoseWhoDo() throws IOException {
        String body = xmlCall("echo", "x");
        String length = "Content-Length: " + body.length() + "\r\n\r\n";

        RawClient.Answer kept = client.ask("POST / HTTP/1.0\r\nConnection: keep-alive\r\n" + length + body);
        assertThat(kept.statusLine()).isEqualTo("HTTP/1.0 200 OK");
        assertThat(kept.header("connection")).contains("keep-alive");
        assertThat(kept.body()).isEqualTo(xmlAnswer("x"));

        RawClient.Answer last = client.ask("POST / HTTP/1.0\r\n" + length + body);
        assertThat(last.statusLine()).isEqualTo("HTTP/1.0 200 OK");
        assertThat(last.header("connection")).contains("close");
        assertThat(last.body()).isEqualTo(xmlAnswer("x"));
        assertThat(client.isEnded()).isTrue();
    }

    @Test
    void readsABodyThatComesInPieces() throws IOException {
        String request = post("/", xmlCall("echo", "slow"));
        for (int i = 0; i < request.length(); i += 40) {
            client.send(request.substring(i, Math.min(request.length(), i + 40)));
        }
        assertThat(client.read().body()).isEqualTo(xmlAnswer("slow"));
    }

    @Test
    void readsAChunkedBody() throws IOException {
        String body = xmlCall("echo", "chunked");
        client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
        client.send(Integer.toHexString(20) + "\r\n" + body.substring(0, 20) + "\r\n");
        client.send(Integer.toHexString(body.length() - 20) + "\r\n" + body.substring(20) + "\r\n0\r\n\r\n");
        assertThat(client.read().body()).isEqualTo(xmlAnswer("chunked"));
    }

    @Test
    void tellsClientsThatAskToGoOn() throws IOException {
        String body = xmlCall("echo", "go on");
        client.send(
                "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n");
        assertThat(client.readHead()).containsExactly("HTTP/1.1 100 Continue");
        assertThat(client.ask(body).body()).isEqualTo(xmlAnswer("go on"));
    }

    @Test
    void sendsLargeAnswersWhole() throws IOException {
        for (int i = 0; i < 3; i++) {
            String body = client.ask(post("/", xmlCall("large", "50000"))).body();
            assertThat(body).hasSizeGreaterThan(5_000_000).endsWith("</methodResponse>");
        }
    }

    @Test
    void answersLaterWithoutHoldingAThread() throws IOException, InterruptedException {
        var clients = new RawClient[40];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = door.connect();
            clients[i].send(post("/", xmlCall("wait", "")));
        }
        for (RawClient each : clients) {
            var reply = door.waiting.poll(10, TimeUnit.SECONDS);
            assertThat(reply).isNotNull();
            assertThat(client.ask(post("/", xmlCall("echo", "meanwhile"))).body())
                    .isEqualTo(xmlAnswer("meanwhile"));
            reply.complete(new Reply.Success(XenType.STRING, "late", Door.STATE));
            each.close();
        }
    }

    @Test
    void sendsWhatComesLate() throws IOException, InterruptedException {
        client.send(post("/", xmlCall("wait", "")));
        var reply = door.waiting.poll(10, TimeUnit.SECONDS);
        assertThat(reply).isNotNull();
        reply.complete(new Reply.Success(XenType.STRING, "late", Door.STATE));
        assertThat(client.read().body()).isEqualTo(xmlAnswer("late"));
    }

    @Test
    void hidesADefectAndLogsIt() throws IOException {
        RawClient.Answer answer = client.ask(post("/", xmlCall("break", "")));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("broken on purpose").doesNotContain("Exception");
        assertThat(door.complaints()).containsExactly("Call break ended without an answer");
    }

    @Test
    void tellsHandlersOnlyTheHeadersThatMatter() throws IOException, InterruptedException {
        String body = xmlCall("echo", "x");
        client.ask("POST / HTTP/1.1\r\nHost: h\r\nUser-Agent: test\r\nTask-ID: OpaqueRef:t\r\nCookie: secret=1\r\n"
                + "X-HTTP-Other-Config-Note: n\r\nAuthorization: Basic eDp5\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body);
        WireCall call = door.seen.poll(10, TimeUnit.SECONDS);
        assertThat(call).isNotNull();
        assertThat(call.caller())
                .isEqualTo(new WireCall.Caller(
                        "127.0.0.1",
                        false,
                        Map.of("user-agent", "test", "task-id", "OpaqueRef:t", "x-http-other-config-note", "n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/json", "/jsonrpc"})
    void letsBrowsersOfOtherOriginsIn(String path) throws IOException {
        assertThat(client.ask("OPTIONS " + path + " HTTP/1.1\r\nHost: h\r\n"
                                + "Access-Control-Request-Headers: content-type,x-a\r\n\r\n")
                        .head())
                .contains(
                        "HTTP/1.1 200 OK",
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Headers: content-type,x-a, X-Requested-With",
                        "Access-Control-Allow-Methods: PUT",
                        "Content-Length: 0");
        assertThat(client.ask("OPTIONS " + path + " HTTP/1.1\r\nHost: h\r\n\r\n")
                        .head())
                .contains("Access-Control-Allow-Headers: X-Requested-With");
    }

    @Test
    void greetsBrowsers() throws IOException {
        RawClient.Answer answer = client.ask("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).contains("text/html");
        assertThat(answer.body()).contains("XenAPI");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /nothing 404 Not Found",
                "PUT /nothing 403 Forbidden",
                "CONNECT /nothing 403 Forbidden",
                "CONNECT host:443 400 Bad Request",
                "DELETE / 501 Method not implemented",
                "HEAD / 501 Method not implemented",
                "BREW /coffee 501 Method not implemented"
            })
    void refusesWhatItDoesNotServe(String expectation) throws IOException {
        String[] words = expectation.split(" ", 4);
        client.send(words[0] + " " + words[1] + " HTTP/1.1\r\nHost: h\r\n\r\n");
        RawClient.Answer answer = words[0].equals("HEAD") ? new RawClient.Answer(client.readHead(), "") : client.read();

        assertThat(answer.status()).isEqualTo(Integer.parseInt(words[2]));
        assertThat(answer.header("content-type")).contains("text/html");
        assertThat(answer.header("connection")).contains("close");
        assertThat(answer.header("cache-control")).contains("no-cache, no-store");
        if (!words[0].equals("HEAD")) {
            assertThat(answer.body()).contains("HTTP " + words[2] + " " + words[3]);
        }
        assertThat(client.isEnded()).isTrue();
    }

    @Test
    void trustsWhoeverReachesTheSocketForRoot() throws IOException, InterruptedException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(door.socketFile)))
                .isEqualTo("rw-------");
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(door.socketFile));
            channel.write(ByteBuffer.wrap(post("/", xmlCall("echo", "local")).getBytes(StandardCharsets.UTF_8)));
            var bytes = ByteBuffer.allocate(4096);
            while (!new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                    .contains("</methodResponse>")) {
                assertThat(channel.read(bytes)).isPositive();
            }
        }
        WireCall call = door.seen.poll(10, TimeUnit.SECONDS);
        assertThat(call).isNotNull();
        assertThat(call.caller()).isEqualTo(new WireCall.Caller("", true, Map.of()));
    }

    @Test
    void saysWhichPortIsTaken() {
        assertThatThrownBy(() -> ListeningPorts.take(InetAddress.getLoopbackAddress(), 0, door.door.httpPort()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1 port " + door.door.httpPort());
    }

    @Test
    void leavesNothingBehind() throws IOException {
        client.ask(post("/", xmlCall("echo", "x")));
        int port = door.door.httpPort();
        door.close();

        assertThat(door.socketFile).doesNotExist();
        assertThat(client.isEnded()).isTrue();
        assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(IOException.class);
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(Thread::isAlive)
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("http-")))
                .isEmpty();
    }
}
