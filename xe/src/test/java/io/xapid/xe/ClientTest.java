package io.xapid.xe;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.xe.talk.LastActs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole conversations with a server that says what it was told to say, byte for byte. */
@Timeout(60)
class ClientTest {
    private static final byte[] GREETING = join(
            "XenSource thin CLI protocol".getBytes(US_ASCII), HexFormat.of().parseHex("0000000002000000"));
    private static final byte[] PRINT_HI = HexFormat.of().parseHex("0e000000090000000000000002000000" + "6869");
    private static final byte[] EXIT_3 = HexFormat.of().parseHex("0c000000090000000400000003000000");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    @Test
    void printsWhatItIsToldAndEndsWithTheStatusItIsTold() throws Exception {
        String asked = conversation(3, join(GREETING, PRINT_HI, EXIT_3));

        assertThat(out.toString(UTF_8)).isEqualTo("hi\n");
        assertThat(error.toString(UTF_8)).isEmpty();
        assertThat(asked).startsWith("POST /cli HTTP/1.0\r\n").contains("\r\n\r\nvm-list\n");
        assertThat(asked).contains("username=root", "password=secret");
    }

    @Test
    void saysThatAServerWhichSpeaksHttpIsInTrouble() throws Exception {
        conversation(1, "HTTP/1.1 500 Internal Server Error\r\n\r\n".getBytes(US_ASCII));

        assertThat(error.toString(UTF_8)).contains("Server internal error");
    }

    @Test
    void endsWhenTheServerHangsUp() throws Exception {
        conversation(1, join(GREETING, PRINT_HI, new byte[] {12, 0}));

        assertThat(out.toString(UTF_8)).isEqualTo("hi\n");
        assertThat(error.toString(UTF_8)).isNotEmpty();
    }

    @Test
    void refusesWhatNoServerWouldSay() throws Exception {
        conversation(1, join(GREETING, HexFormat.of().parseHex("ffffff7f09000000")));

        assertThat(error.toString(UTF_8)).isNotEmpty();
    }

    /** Runs a command against such a server; returns what the server was sent first. */
    private String conversation(int status, byte[] said) throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var asked = CompletableFuture.supplyAsync(() -> serve(server, said));
            int ended = new Client(
                            Map.of("HOME", "/nonexistent"),
                            List.of(),
                            new ByteArrayInputStream(new byte[0]),
                            out,
                            error,
                            new LastActs())
                    .run(new String[] {
                        "vm-list",
                        "-s",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(server.getLocalPort()),
                        "--nossl",
                        "-u",
                        "root",
                        "-pw",
                        "secret"
                    });
            assertThat(ended).as(error.toString(UTF_8)).isEqualTo(status);
            return asked.get(30, TimeUnit.SECONDS);
        }
    }

    private static String serve(ServerSocket server, byte[] said) {
        try (Socket client = server.accept()) {
            byte[] asked = client.getInputStream().readNBytes(18);
            OutputStream answer = client.getOutputStream();
            answer.write(said);
            client.shutdownOutput();
            return new String(join(asked, client.getInputStream().readAllBytes()), UTF_8);
        } catch (IOException e) {
            return ""; // the client has gone, with a word about why
        }
    }

    private static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
