package io.xapid.hypervisor.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.bridge.MigrationFrame.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MigrationLinkTest {
    private static final MigrationHello HELLO = MigrationHello.of(
            VmId.of("6b0f9d2e-0000-4000-8000-000000000001"),
            "xen",
            "4.17",
            "pvh",
            Optional.of(new GuestFolder.Life(17, 3)));

    private ByteChannel near;
    private ByteChannel far;

    @BeforeEach
    void connect() throws IOException {
        try (var server = ServerSocketChannel.open()) {
            server.bind(null);
            near = SocketChannel.open(server.getLocalAddress());
            far = server.accept();
        }
    }

    @AfterEach
    void close() throws IOException {
        near.close();
        far.close();
    }

    @Test
    void carriesAStreamInPiecesAndWhatIsKnownOfTheGuest() throws Exception {
        byte[] stream = new byte[200_000];
        new Random(1).nextBytes(stream);
        var arrived = new ByteArrayOutputStream();

        var sent = sending(stream);
        MigrationLink.receive(far, hello -> Optional.empty(), (hello, from) -> {
            assertThat(hello).isEqualTo(HELLO);
            var buffer = ByteBuffer.allocate(1_000);
            while (from.read(buffer.clear()) >= 0) {
                arrived.write(buffer.array(), 0, buffer.position());
            }
        });
        sent.get(30, TimeUnit.SECONDS);

        assertThat(Arrays.equals(arrived.toByteArray(), stream)).isTrue();
    }

    @Test
    void aReceiverThatGivesUpTellsTheSenderWhyWhileItStillSends() {
        var sent = CompletableFuture.runAsync(() -> {
            try {
                MigrationLink.send(near, HELLO, to -> {
                    while (true) { // more than anybody wants
                        to.write(ByteBuffer.allocate(1 << 16));
                    }
                });
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThatThrownBy(() -> MigrationLink.receive(far, hello -> Optional.empty(), (hello, from) -> {
                    from.read(ByteBuffer.allocate(10));
                    throw new IOException("no room");
                }))
                .hasMessage("no room");
        drain();

        assertThatThrownBy(sent::join).hasMessageContaining("no room");
    }

    private void drain() {
        var unused = CompletableFuture.runAsync(() -> {
            try {
                while (far.read(ByteBuffer.allocate(1 << 16)) >= 0) {}
            } catch (IOException e) {
                // the test is over
            }
        });
        assertThat(unused).isNotNull();
    }

    @Test
    void aReceiverThatHasReadEnoughBeforeTheEndIsNotBelieved() {
        var sent = sending(new byte[10]);

        assertThatThrownBy(() -> MigrationLink.receive(far, hello -> Optional.empty(), (hello, from) -> {}))
                .hasMessageContaining("more of the guest");
        assertThatThrownBy(sent::join).hasMessageContaining("more of the guest");
    }

    @Test
    void aSenderThatGivesUpTellsTheReceiverWhy() {
        var sent = CompletableFuture.runAsync(() -> {
            try {
                MigrationLink.send(near, HELLO, to -> {
                    throw new IOException("the guest would not stand still");
                });
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThatThrownBy(() -> MigrationLink.receive(
                        far, hello -> Optional.empty(), (hello, from) -> from.read(ByteBuffer.allocate(10))))
                .hasMessageContaining("the guest would not stand still");
        assertThatThrownBy(sent::join).hasMessageContaining("the guest would not stand still");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "\u0001\u0000\u0001\u0000\u0001", "\u0000", "\u0001", ""})
    void whatIsNoMigrationIsRefused(String bytes) throws IOException {
        near.write(ByteBuffer.wrap(bytes.getBytes(UTF_8)));
        near.close();

        assertThatThrownBy(() -> MigrationLink.receive(far, hello -> Optional.empty(), (hello, from) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the other host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "[1]",
                "{\"vm\": 7}",
                "{\"protocol\": 1, \"vm\": \"not a uuid\"}",
            })
    void aGreetingThatSaysNothingIsRefused(String words) throws IOException {
        MigrationFrame.write(near, Kind.HELLO, ByteBuffer.wrap(words.getBytes(UTF_8)));

        assertThatThrownBy(() -> MigrationLink.receive(far, hello -> Optional.empty(), (hello, from) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not say which guest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1, \"resets\": 0", "253402300800000, \"resets\": 0", "17, \"resets\": -1"})
    void startsThatCannotHaveBeenAreRefused(String starts) throws IOException {
        String words =
                ("{\"protocol\": 1, \"vm\": \"%s\", \"hypervisor\": \"xen\", \"version\": \"4.17\", \"guest\": \"pvh\","
                                + " \"bootedAtMillis\": %s}")
                        .formatted(HELLO.vm(), starts);
        MigrationFrame.write(near, Kind.HELLO, ByteBuffer.wrap(words.getBytes(UTF_8)));

        assertThatThrownBy(() -> MigrationLink.receive(far, hello -> Optional.empty(), (hello, from) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("what cannot be");
    }

    @Test
    void aReceiverThatDoesNotSayThatItIsReadyIsNotWaitedForForEver() throws IOException {
        var brief = Duration.ofMillis(50);
        assertThatThrownBy(() -> MigrationLink.send(near, HELLO, to -> {}, brief, brief))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("whether it awaits the guest");

        assertThat(MigrationFrame.read(far).kind()).isEqualTo(Kind.HELLO);
        assertThat(MigrationFrame.read(far).kind()).isEqualTo(Kind.FAILED);
    }

    @Test
    void aReceiverThatDoesNotSayWhetherItHasTheGuestIsToldThatItIsTooLate() throws IOException {
        MigrationFrame.write(far, Kind.READY, MigrationFrame.NOTHING);
        var waiting = Duration.ofSeconds(10);
        assertThatThrownBy(() -> MigrationLink.send(near, HELLO, to -> {}, waiting, Duration.ofMillis(50)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("whether it has the guest");

        assertThat(MigrationFrame.read(far).kind()).isEqualTo(Kind.HELLO);
        assertThat(MigrationFrame.read(far).kind()).isEqualTo(Kind.END);
        assertThat(MigrationFrame.read(far).text()).contains("does not say whether it has the guest");
    }

    @Test
    void aChannelThatBreaksInItsOwnWayIsABrokenConnectionToBothEnds() {
        var broken = new ByteChannel() {
            @Override
            public int read(ByteBuffer into) {
                throw new IllegalStateException("no key for that");
            }

            @Override
            public int write(ByteBuffer bytes) {
                throw new IllegalStateException("no key for that");
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> MigrationLink.send(broken, HELLO, to -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no key for that");
        assertThatThrownBy(() -> MigrationLink.receive(broken, hello -> Optional.empty(), (hello, from) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no key for that");
    }

    @Test
    void guestsOfOthersAreObjectedTo() {
        VmId vm = HELLO.vm();
        assertThat(HELLO.objection(vm, "xen", "pvh")).isEmpty();
        assertThat(HELLO.objection(vm, "qemu", "pvh")).isPresent();
        assertThat(HELLO.objection(vm, "xen", "hvm")).isPresent();
        assertThat(HELLO.objection(VmId.of("6b0f9d2e-0000-4000-8000-000000000002"), "xen", "pvh"))
                .isPresent();
        assertThat(new MigrationHello(2, vm, "xen", "4.17", "pvh", 0, 0).objection(vm, "xen", "pvh"))
                .isPresent();
    }

    private CompletableFuture<Void> sending(byte[] stream) {
        return CompletableFuture.runAsync(() -> {
            try {
                MigrationLink.send(near, HELLO, to -> {
                    var bytes = ByteBuffer.wrap(stream);
                    while (bytes.hasRemaining()) {
                        to.write(bytes);
                    }
                });
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
