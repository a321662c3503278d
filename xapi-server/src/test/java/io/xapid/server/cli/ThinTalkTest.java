package io.xapid.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThinTalkTest {
    private static final int SECONDS = Integer.getInteger("xapid.fuzz.seconds", 2);

    @Test
    void messagesAreWrittenToTheByte() throws IOException {
        var client = new PlayedClient(new byte[0]);
        var talk = new ThinTalk(client);
        talk.print("hi");
        talk.exit(0);
        talk.error("X", List.of("a"));
        assertThat(HexFormat.of().formatHex(client.sent()))
                .isEqualTo("0e000000" + "09000000" + "00000000" + "02000000" + "6869"
                        + "0c000000" + "09000000" + "04000000" + "00000000"
                        + "16000000" + "09000000" + "0e000000" + "01000000" + "58" + "01000000" + "01000000" + "61");
    }

    @Test
    void filesComeInPiecesAndHeartbeatsAreNoAnswer() throws IOException {
        byte[] bytes = HexFormat.of()
                .parseHex("08000000" + "0a000000" + "12000000" // wait
                        + "08000000" + "0a000000" + "05000000" // yes
                        + "0c000000" + "0b000000" + "07000000" + "02000000" + "6162"
                        + "0c000000" + "0b000000" + "07000000" + "01000000" + "63"
                        + "08000000" + "0b000000" + "08000000");
        assertThat(new ThinTalk(new PlayedClient(bytes)).load("f", 100)).isEqualTo("abc".getBytes(UTF_8));
    }

    @Test
    void aConsoleLastsUntilTheClientSaysThatItIsLeft() throws IOException {
        String beats = "08000000" + "0a000000" + "12000000";
        var client = new PlayedClient(HexFormat.of().parseHex(beats + beats + "08000000" + "0a000000" + "05000000"));
        assertThat(new ThinTalk(client).connect("/c")).isTrue();
        assertThat(HexFormat.of().formatHex(client.sent()))
                .isEqualTo("0e000000" + "09000000" + "11000000" + "02000000" + "2f63");
        var refused = new PlayedClient(HexFormat.of().parseHex("08000000" + "0a000000" + "06000000"));
        assertThat(new ThinTalk(refused).connect("/c")).isFalse();
    }

    @Test
    void aClientThatDripsIsNotWaitedForWithoutEnd() {
        var minute = new AtomicLong();
        var greeting = new PlayedClient(ThinClient.greeting());
        assertThatThrownBy(() -> new ThinTalk(
                                greeting,
                                () -> minute.getAndAdd(Duration.ofMinutes(1).toNanos()))
                        .greet())
                .hasMessage("a client that sends too slowly");

        String nothing = "0c000000" + "0b000000" + "07000000" + "00000000"; // a piece of no bytes
        var line = new PlayedClient(HexFormat.of().parseHex(nothing.repeat(100)));
        assertThatThrownBy(() -> new ThinTalk(
                                line,
                                () -> minute.getAndAdd(Duration.ofMinutes(1).toNanos()))
                        .prompt())
                .hasMessage("a client that sends too slowly");
    }

    @Test
    void ofAFileThatIsLargerThanWantedOneMoreByteIsKept() throws IOException {
        byte[] bytes = HexFormat.of()
                .parseHex("08000000" + "0a000000" + "05000000"
                        + "0c000000" + "0b000000" + "07000000" + "05000000" + "6162636465"
                        + "0c000000" + "0b000000" + "07000000" + "01000000" + "66"
                        + "08000000" + "0b000000" + "08000000");
        assertThat(new ThinTalk(new PlayedClient(bytes)).load("f", 3)).isEqualTo("abcd".getBytes(UTF_8));
        assertThat(new ThinTalk(new PlayedClient(bytes)).load("f", 6)).isEqualTo("abcdef".getBytes(UTF_8));
    }

    @Test
    void aFileThatIsTooLargeIsRefusedBeforeItComes() {
        byte[] bytes = HexFormat.of()
                .parseHex("08000000" + "0a000000" + "05000000" + "0c000000" + "0b000000" + "07000000" + "ffffff7f");
        assertThatThrownBy(() -> new ThinTalk(new PlayedClient(bytes)).load("f", 100))
                .isInstanceOf(IOException.class);
    }

    @Test
    void nothingThatAClientSendsDoesMoreThanEndTheTalk() {
        long seed = Long.getLong("xapid.fuzz.seed", System.nanoTime());
        System.out.println("ThinTalkTest: -Dxapid.fuzz.seed=" + seed);
        var random = new Random(seed);
        byte[] valid = HexFormat.of()
                .parseHex("08000000" + "0a000000" + "05000000" + "0c000000" + "0b000000" + "07000000" + "02000000"
                        + "6162" + "08000000" + "0b000000" + "08000000");
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        while (System.nanoTime() < end) {
            byte[] bytes = random.nextInt(4) == 0 ? new byte[random.nextInt(200)] : valid.clone();
            if (bytes.length != valid.length) {
                random.nextBytes(bytes);
            } else {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            for (Step step : List.<Step>of(
                    ThinTalk::greet, talk -> talk.load("f", 100), talk -> talk.connect("/c"), ThinTalk::prompt)) {
                try {
                    step.take(new ThinTalk(new PlayedClient(bytes)));
                } catch (IOException ended) {
                    assertThat(ended).isNotNull();
                }
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void take(ThinTalk talk) throws IOException;
    }
}
