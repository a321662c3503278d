package io.xapid.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.access.Session;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Role;
import io.xapid.model.vm.ConsoleProtocol;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.server.wire.RawClient;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in to a console, and who is told what instead. */
class ConsoleAccessTest {
    @TempDir
    Path directory;

    private ConsoleScene scene;

    @BeforeEach
    void open() throws IOException {
        scene = new ConsoleScene(directory);
    }

    @AfterEach
    void close() throws IOException {
        scene.close();
    }

    @Test
    void letsInWhoHasASessionInACookieOrTheQuery() throws IOException {
        String session = scene.api.root();
        assertThat(status("ref=" + scene.vm + "&session_id=" + session)).isEqualTo(200);
        assertThat(status("ref=" + scene.vm, "Cookie: session_id=" + session)).isEqualTo(200);
        assertThat(status("ref=" + scene.vm, "Cookie: other=1; session_id=" + session.replace(":", "%3A")))
                .isEqualTo(200);
    }

    @Test
    void letsTheCookieCountWhereBothSaySomething() throws IOException {
        String session = scene.api.root();
        assertThat(status("ref=" + scene.vm + "&session_id=wrong", "Cookie: session_id=" + session))
                .isEqualTo(200);
        assertThat(status("ref=" + scene.vm + "&session_id=" + session, "Cookie: session_id=wrong"))
                .isEqualTo(401);
    }

    @Test
    void letsInWhoKnowsThePasswordForAsLongAsTheyStay() throws Exception {
        try (RawClient client = scene.door.connect()) {
            client.send(request("ref=" + scene.vm, "Authorization: " + basic("root", ConsoleScene.PASSWORD)));
            assertThat(client.readHead()).contains("HTTP/1.1 200 OK");
            assertThat(scene.api.store.snapshot().table(Session.CLASS).rows())
                    .extracting(row -> row.get(Session.ORIGINATOR))
                    .containsExactly("http 127.0.0.1 using Basic auth");
        }
        scene.guest.accept().close();
        ConsoleScene.until(
                "the session is gone",
                () -> scene.api.store.snapshot().table(Session.CLASS).size() == 0);
    }

    @Test
    void endsTheSessionOfARefusedRequestToo() throws Exception {
        String auth = "Authorization: " + basic("root", ConsoleScene.PASSWORD);
        assertThat(status("ref=nothing", auth)).isEqualTo(404);
        ConsoleScene.until(
                "the session is gone",
                () -> scene.api.store.snapshot().table(Session.CLASS).size() == 0);
    }

    @Test
    void asksForAPasswordWhereThereIsNoProof() throws IOException {
        RawClient.Answer answer = ask("ref=" + scene.vm);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).contains("Basic realm=\"Connection to VM console\"");
        assertThat(answer.header("content-type")).contains("text/html");
        assertThat(answer.header("connection")).contains("close");
        assertThat(status("ref=" + scene.vm + "&session_id=OpaqueRef:none")).isEqualTo(401);
        assertThat(status("ref=" + scene.vm + "&pool_secret=guess")).isEqualTo(401);
    }

    @Test
    void makesWhoGuessesPasswordsWaitAndNobodyElse() throws Exception {
        var guessing = new ArrayList<RawClient>();
        for (int i = 0; i < 4 * ConsoleScene.WORKERS; i++) {
            RawClient client = scene.door.connect();
            client.send(request("ref=" + scene.vm, "Authorization: " + basic("root", "guess " + i)));
            guessing.add(client);
        }
        assertThat(status("ref=" + scene.vm + "&session_id=" + scene.api.root()))
                .isEqualTo(200);
        for (RawClient client : guessing) {
            assertThat(client.read().status()).isEqualTo(401);
            client.close();
        }
        assertThat(status("ref=" + scene.vm, "Authorization: " + basic("admin", ConsoleScene.PASSWORD)))
                .isEqualTo(401);
        assertThat(status("ref=" + scene.vm, "Authorization: Basic garbage")).isEqualTo(401);
    }

    @Test
    void needsNoProofOnTheSocketForRoot() throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(scene.door.socketFile));
            channel.write(ByteBuffer.wrap(request("ref=" + scene.vm).getBytes(StandardCharsets.UTF_8)));
            var answer = ByteBuffer.allocate(15);
            while (answer.hasRemaining()) {
                assertThat(channel.read(answer)).isPositive();
            }
            assertThat(new String(answer.array(), StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void needsTheRoleOfAVmOperator() throws IOException {
        assertThat(status("ref=" + scene.vm + "&session_id=" + scene.api.user("looks", Role.READ_ONLY)))
                .isEqualTo(403);
        assertThat(status("ref=" + scene.vm + "&session_id=" + scene.api.user("works", Role.VM_OPERATOR)))
                .isEqualTo(200);
    }

    @Test
    void needsTheRoleOfAPoolAdminForTheHostsOwn() throws IOException {
        Ref<Vm> host = scene.vm("control domain", Map.of(Vm.IS_CONTROL_DOMAIN, true));
        scene.console(host, ConsoleProtocol.RFB);
        assertThat(status("ref=" + host + "&session_id=" + scene.api.user("operates", Role.POOL_OPERATOR)))
                .isEqualTo(403);
        assertThat(status("ref=" + host + "&session_id=" + scene.api.user("administers", Role.POOL_ADMIN)))
                .as("let in, but it has no console here")
                .isEqualTo(404);
    }

    @Test
    void saysWhatIsWrongWithTheRequest() throws IOException {
        String session = "&session_id=" + scene.api.root();
        assertThat(status("x=y" + session)).isEqualTo(400);
        assertThat(status("ref=OpaqueRef:none" + session)).isEqualTo(404);
        assertThat(status("ref=OpaqueRef:NULL" + session)).isEqualTo(404);
        assertThat(status("uuid=none" + session)).isEqualTo(404);
        assertThat(status("ref=" + scene.console(scene.vm, ConsoleProtocol.RDP) + session))
                .isEqualTo(404);
        assertThat(status("ref=" + scene.vm("no screen", Map.of()) + session)).isEqualTo(404);
    }

    @Test
    void showsOnlyGuestsThatRunHere() throws IOException {
        String session = "&session_id=" + scene.api.root();
        Ref<Vm> halted = scene.vm("halted", Map.of(Vm.POWER_STATE, PowerState.HALTED));
        RawClient.Answer answer = ask("ref=" + halted + session);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).contains("VM_BAD_POWER_STATE " + halted + " running halted");
        Ref<Vm> away = scene.vm("away", Map.of(Vm.RESIDENT_ON, scene.elsewhere()));
        scene.console(away, ConsoleProtocol.RFB);
        assertThat(status("ref=" + away + session)).isEqualTo(500);
    }

    @Test
    void saysSoWhenTheConsoleDoesNotAnswer() throws Exception {
        scene.guest.close();
        assertThat(status("ref=" + scene.vm + "&session_id=" + scene.api.root()))
                .isEqualTo(404);
        scene.untilNobodyWatches();
        assertThat(scene.door.complaints()).isEmpty();
    }

    @Test
    void doesNotWaitForAHypervisorThatHangs() throws Exception {
        List<SocketChannel> queue = new ArrayList<>();
        try {
            while (hasRoom(queue)) {
                assertThat(queue.size()).isLessThan(1_000);
            }
            assertThat(status("ref=" + scene.vm + "&session_id=" + scene.api.root()))
                    .isEqualTo(404);
        } finally {
            for (SocketChannel channel : queue) {
                channel.close();
            }
        }
        scene.untilNobodyWatches();
    }

    /** Lets one more client wait at the guest's socket, where nobody accepts. */
    private boolean hasRoom(List<SocketChannel> queue) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        queue.add(channel);
        channel.configureBlocking(false);
        try {
            return channel.connect(UnixDomainSocketAddress.of(scene.guest.path()));
        } catch (SocketException full) {
            return false;
        }
    }

    private int status(String query, String... headers) throws IOException {
        try (RawClient client = scene.door.connect()) {
            client.send(request(query, headers));
            return Integer.parseInt(client.readHead().get(0).split(" ")[1]);
        }
    }

    private RawClient.Answer ask(String query) throws IOException {
        try (RawClient client = scene.door.connect()) {
            return client.ask(request(query));
        }
    }

    private static String request(String query, String... headers) {
        return "CONNECT /console?" + query + " HTTP/1.1\r\nHost: h\r\n"
                + String.join(
                        "", List.of(headers).stream().map(line -> line + "\r\n").toList()) + "\r\n";
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
