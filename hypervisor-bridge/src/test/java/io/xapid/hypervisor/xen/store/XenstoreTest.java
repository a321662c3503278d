package io.xapid.hypervisor.xen.store;

import static io.xapid.hypervisor.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xapid.hypervisor.Registration;
import io.xapid.hypervisor.xen.store.XenstoreException.Kind;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract over the fake, and what happens when the other side behaves badly. */
class XenstoreTest extends XenstoreContract {
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    Path directory;

    private @Nullable FakeXenstored server;

    @Override
    Path socket() throws IOException {
        server = new FakeXenstored(directory.resolve("socket"));
        return directory.resolve("socket");
    }

    private FakeXenstored server() {
        return Objects.requireNonNull(server);
    }

    @Override
    void stop() throws IOException {
        server().close();
    }

    @Test
    void saysThatNobodyIsThere() {
        XenstoreException refused =
                catchThrowableOfType(XenstoreException.class, () -> Xenstore.open(directory.resolve("none"), SHORT));
        assertThat(refused.kind()).isEqualTo(Kind.CLOSED);
        assertThat(refused).hasMessageContaining("none");
    }

    @Test
    void comesBackWhenXenstoredDoesAndWatchesAgain() throws IOException {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        store.write(home, "1");
        try (Registration watch = store.watch(home, seen::add)) {
            eventually(PATIENCE, () -> assertThat(seen).contains(home));
            server().stop();
            eventually(
                    PATIENCE,
                    () -> assertThat(catchThrowableOfType(XenstoreException.class, () -> store.read(home))
                                    .kind())
                            .isEqualTo(Kind.CLOSED));
            seen.clear();
            server().start();
            eventually(PATIENCE, () -> assertThat(seen).as("nobody has used it").contains(home));
            assertThat(store.read(home)).contains("1");
            store.write(home + "/a", "2");
            eventually(PATIENCE, () -> assertThat(seen).contains(home + "/a"));
        }
    }

    @Test
    void aTransactionThatLosesItsConnectionFailsAndIsNotTriedAgain() {
        List<Integer> calls = new ArrayList<>();
        XenstoreException failed = catchThrowableOfType(
                XenstoreException.class,
                () -> store.transact(view -> {
                    calls.add(1);
                    stopAndStart();
                    view.write(home, "lost");
                    return true;
                }));
        assertThat(failed.kind()).isEqualTo(Kind.CLOSED);
        assertThat(calls).hasSize(1);
        assertThat(store.read(home)).isEmpty();
    }

    private void stopAndStart() {
        try {
            server().stop();
            server().start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneWhoIsSlowIsToldOnceOfManyChanges() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (Registration watch = store.watch(home, path -> {
            seen.add(path);
            begun.countDown();
            await(go);
        })) {
            await(begun);
            for (int i = 0; i < 1000; i++) {
                store.write(home + "/many-" + i % 200, "x");
            }
            go.countDown();
            eventually(PATIENCE, () -> assertThat(seen).hasSizeGreaterThan(1).contains(home));
            store.write(home + "/last", "x");
            eventually(PATIENCE, () -> assertThat(seen).contains(home + "/last"));
            assertThat(seen).hasSizeLessThan(200);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void tellsOfDomains() throws IOException {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        try (Registration watch = store.watch("@releaseDomain", seen::add)) {
            eventually(PATIENCE, () -> assertThat(seen).hasSize(1));
            server().happens("@releaseDomain");
            eventually(PATIENCE, () -> assertThat(seen).hasSize(2));
        }
    }

    @Test
    void takesListsThatAreLongerThanAMessageMayBe() {
        server().sendLongLists();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 900; i++) {
                store.makeDirectory(home + "/an-entry-with-a-long-name-%d-%03d".formatted(round, i));
            }
            assertThat(store.list(home)).hasSize(900 * (round + 1));
            assertThat(store.read(home)).contains("");
        }
    }

    @Test
    void isNotUsableOnceItIsClosed() {
        store.close();
        assertThat(catchThrowableOfType(XenstoreException.class, () -> store.read("/"))
                        .kind())
                .isEqualTo(Kind.CLOSED);
        store = Xenstore.open(directory.resolve("socket"), PATIENCE); // for the end of the test
    }

    @Test
    void leavesNoConnectionBehind() throws IOException {
        for (int i = 0; i < 50; i++) {
            Xenstore.open(directory.resolve("socket"), PATIENCE).close();
        }
        eventually(PATIENCE, () -> assertThat(server().connections()).isEqualTo(1));
    }

    // Peers that break the rules

    private XenstoreException facing(byte[]... answers) throws Exception {
        Path bad = directory.resolve("bad");
        try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(bad));
            CompletableFuture<SocketChannel> accepted = CompletableFuture.supplyAsync(() -> {
                try {
                    SocketChannel channel = listener.accept();
                    channel.read(ByteBuffer.allocate(4096));
                    for (byte[] answer : answers) {
                        channel.write(ByteBuffer.wrap(answer));
                    }
                    return channel;
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            try (var client = Xenstore.open(bad, SHORT)) {
                return catchThrowableOfType(XenstoreException.class, () -> client.read("/a"));
            } finally {
                accepted.get(30, TimeUnit.SECONDS).close();
                Files.delete(bad);
            }
        }
    }

    private static byte[] header(int kind, int request, int length, String payload) {
        return ByteBuffer.allocate(16 + payload.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(kind)
                .putInt(request)
                .putInt(0)
                .putInt(length)
                .put(payload.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    @Test
    void endsTheConnectionWithAPeerThatBreaksTheProtocol() throws Exception {
        assertThat(facing(header(Packet.READ, 1, -1, "")).kind()).isEqualTo(Kind.CLOSED);
        assertThat(facing(header(Packet.READ, 1, 1 << 30, "")).kind()).isEqualTo(Kind.CLOSED);
        assertThat(facing(header(Packet.READ, 77, 1, "x")).kind()).isEqualTo(Kind.CLOSED);
        assertThat(facing(header(Packet.DIRECTORY, 1, 1, "x")).kind()).isEqualTo(Kind.CLOSED);
        assertThat(facing(header(12345, 1, 1, "x")).kind()).isEqualTo(Kind.CLOSED);
    }

    @Test
    void doesNotWaitForEverForAPeerThatSaysNothingOrHalfOfIt() throws Exception {
        assertThat(facing().kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(facing(new byte[] {2, 0}).kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(facing(header(Packet.READ, 1, 5, "abc")).kind()).isEqualTo(Kind.TIMED_OUT);
    }

    @Test
    void takesErrorsItDoesNotKnowAndEventsNobodyAskedFor() throws Exception {
        XenstoreException odd = facing(
                header(Packet.WATCH_EVENT, 0, 4, "a\0b\0"),
                header(Packet.WATCH_EVENT, 0, 0, ""),
                header(Packet.ERROR, 1, 6, "EODD!\0"));
        assertThat(odd.kind()).isEqualTo(Kind.FAILED);
        assertThat(odd).hasMessageContaining("EODD!");
    }
}
