package io.xapid.xe;

import static io.xapid.xe.Line.command;
import static io.xapid.xe.Line.exit;
import static io.xapid.xe.Line.greeting;
import static io.xapid.xe.Line.hex;
import static io.xapid.xe.Line.print;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations to the byte, as the protocol has them. */
class ConversationTest {
    @Test
    void askingForHelpIsHeldToTheByte() throws Exception {
        try (var server = new ScriptedServer(line -> {
            assertThat(line.request())
                    .isEqualTo(String.join(
                            "\r\n",
                            "POST /cli HTTP/1.0",
                            "User-agent: xe-cli/Unix/0.2",
                            "originator: cli",
                            "content-length: 38",
                            "",
                            "help\n--all\nusername=root\npassword=null"));
            line.send(hex("58656e536f75726365207468696e20434c492070726f746f636f6c 00000000 02000000"));
            line.expect("58656e536f75726365207468696e20434c492070726f746f636f6c 00000000 02000000");
            line.send(hex("0e000000 | 09000000 | 00000000 | 02000000 | 6869"));
            line.send(hex("0c000000 | 09000000 | 04000000 | 00000000"));
            line.expectEnd();
        })) {
            assertThat(Ran.xe(server, "help", "--all")).isEqualTo(new Ran("hi\n", "", 0));
            server.await();
        }
    }

    @Test
    void outputsAreKeptApartAndTextIsPassedOnUntouched() throws Exception {
        byte[] notUtf8 = {'a', (byte) 0xff, 'b'};
        try (var server = new ScriptedServer(line -> {
            line.begin();
            line.send(print("übrig \u001b[1m"), print(""), command(16, "\r[*] 50%"), command(0, notUtf8), exit(0));
            line.expectEnd();
        })) {
            Ran ran = Ran.xe(server, "vm-list");

            assertThat(ran.out()).isEqualTo("übrig \u001b[1m\n\na\ufffdb\n");
            assertThat(ran.err()).isEqualTo("\r[*] 50%");
            server.await();
        }
    }

    @Test
    void anErrorWithoutASentenceIsShownAsItIs() throws Exception {
        try (var server = new ScriptedServer(line -> {
            line.begin();
            line.send(command(14, "VM_IS_TOO_LAZY", List.of("OpaqueRef:1", "today")), exit(1));
        })) {
            assertThat(Ran.xe(server, "vm-start"))
                    .isEqualTo(new Ran("", "Error code: VM_IS_TOO_LAZY\nError parameters: OpaqueRef:1, today\n", 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 2", "255, 255", "256, 1", "-1, 255", "512, 1"})
    void theServersStatusIsOursAndNoFailureLooksLikeSuccess(int code, int status) throws Exception {
        try (var server = new ScriptedServer(line -> {
            line.begin();
            line.send(exit(code));
        })) {
            assertThat(Ran.xe(server, "x").status()).isEqualTo(status);
        }
    }

    @Test
    void whatIsTypedAnswersAQuestion() throws Exception {
        try (var server = new ScriptedServer(line -> {
            line.begin();
            line.send(print("Type 'yes' to continue"), command(3));
            line.expect("0c000000 0b000000 07000000 03000000");
            assertThat(line.read(3)).asString().isEqualTo("yes");
            line.expect(Line.END);
            line.send(command(3));
            line.expect("0c000000 0b000000 07000000 00000000");
            line.expect(Line.END);
            line.send(exit(0));
        })) {
            assertThat(Ran.with(Map.of(), "yes\n\nmore", server, "vm-uninstall"))
                    .isEqualTo(new Ran("Type 'yes' to continue\n", "", 0));
            server.await();
        }
    }

    @Test
    void aQuestionThatNobodyAnswersFails() throws Exception {
        try (var server = new ScriptedServer(line -> {
            line.begin();
            line.send(command(3));
            line.expectEnd();
        })) {
            assertThat(Ran.xe(server, "vm-uninstall"))
                    .isEqualTo(new Ran("", "Error: the server asks, and nobody is there to answer\n", 1));
            server.await();
        }
    }

    @Test
    void debuggingShowsWhatTheServerSaysAndNoPassword() throws Exception {
        ScriptedServer.Script script = line -> {
            line.begin();
            line.send(command(15, "thinking"), exit(3));
        };
        try (var server = new ScriptedServer(script, script, script)) {
            assertThat(Ran.xe(server, "x", "-pw", "hush").err()).isEmpty();
            assertThat(Ran.xe(server, "x", "-pw", "hush", "--debug").err())
                    .contains("0.2", "debug from server: thinking\n")
                    .doesNotContain("hush");
            assertThat(Ran.xe(server, "x", "-pw", "hush", "--debug-on-fail").err())
                    .contains("Debug info:", "debug from server: thinking\n")
                    .doesNotContain("hush");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0 403 Forbidden\r\n\r\n", "HTTP/1.1 500 Internal Server Error\r\n\r\n"})
    void anAnswerOfHttpMeansThatTheServerFailed(String answer) throws Exception {
        try (var server = new ScriptedServer(
                line -> {
                    line.request();
                    line.send(answer);
                },
                line -> {
                    line.begin();
                    line.send(answer);
                })) {
            assertThat(Ran.xe(server, "x")).isEqualTo(new Ran("", "Server internal error.\n", 1));
            assertThat(Ran.xe(server, "x")).isEqualTo(new Ran("", "Server internal error.\n", 1));
        }
    }

    @Test
    void anotherMajorVersionIsRefused() throws Exception {
        try (var server = new ScriptedServer(line -> {
            line.request();
            line.send(greeting(1, 0));
            line.expectEnd();
        })) {
            assertThat(Ran.xe(server, "x"))
                    .isEqualTo(new Ran(
                            "",
                            "Protocol version mismatch: the server speaks version 1.0 of the protocol, "
                                    + "and this client 0.2\n",
                            1));
            server.await();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'';the server closed the connection at once",
                "58656e;the server's greeting breaks off",
                "5353482d322e30;this is no server for xe",
            })
    void whatIsNoServerIsNamed(String hex, String reason) throws Exception {
        try (var server = new ScriptedServer(line -> {
            line.request();
            line.send(hex(hex));
            line.endOutput();
            line.expectEnd();
        })) {
            Ran ran = Ran.xe(server, "x");
            assertThat(ran.status()).isEqualTo(1);
            assertThat(ran.err()).startsWith("Error: ").contains(reason);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ffffffff, a message of 4294967295 bytes",
        "01000002, a message of 33554433 bytes",
        "04000000 09000000, a message of 4 bytes",
        "08000000 0a000000 05000000, a message of kind 10",
        "08000000 09000000 63000000, an order of kind 99",
        "08000000 09000000 04000000, a message ends within a number",
        "0c000000 09000000 00000000 05000000, a text is longer than its message",
        "0c000000 09000000 00000000 ffffffff, a text is longer than its message",
        "10000000 09000000 04000000 00000000 00000000, a message is longer than its fields",
        "14000000 09000000 0e000000 00000000 ffffff7f 00000000, a list is longer than it may be",
        "0c000000 09000000, the connection ended within a message",
        "0c00, the connection ended before the command did",
        "'', the connection ended before the command did",
    })
    void brokenMessagesEndTheConversation(String hex, String reason) throws Exception {
        try (var server = new ScriptedServer(line -> {
            line.begin();
            line.send(print("before"), hex(hex));
            line.endOutput();
            line.expectEnd();
        })) {
            Ran ran = Ran.xe(server, "x");
            assertThat(ran.err()).isEqualTo("Error: the conversation with the server broke: " + reason + "\n");
            assertThat(ran.status()).isEqualTo(1);
            assertThat(ran.out()).isEqualTo("before\n");
        }
    }

    @Test
    void aServerThatNeverGreetsIsGivenUp() throws Exception {
        try (var server = new ScriptedServer(line -> {
            line.request();
            line.expectEnd();
        })) {
            assertThat(Ran.with(Map.of("XE_TIMEOUT", "1"), "", server, "x"))
                    .isEqualTo(new Ran("", "Error: the server did not greet within 1 s\n", 1));
            server.await();
        }
    }

    @Test
    void aGreetingThatDripsIsGivenUpToo() throws Exception {
        try (var server = new ScriptedServer(line -> {
            line.request();
            try {
                for (byte one : greeting(0, 2)) {
                    line.send(new byte[] {one});
                    line.pause(300);
                }
            } catch (IOException gone) {
                return; // which is what is expected
            }
            throw new AssertionError("it was heard to its end");
        })) {
            assertThat(Ran.with(Map.of("XE_TIMEOUT", "1"), "", server, "x").err())
                    .isEqualTo("Error: the server did not greet within 1 s\n");
            server.await();
        }
    }

    @Test
    void longAndManyLinesArriveWhole() throws Exception {
        String large = "x".repeat(3_000_000);
        try (var server = new ScriptedServer(line -> {
            line.begin();
            line.send(print(large));
            for (int i = 0; i < 10_000; i++) {
                line.send(print("line " + i));
            }
            line.send(exit(0));
        })) {
            Ran ran = Ran.xe(server, "x");
            assertThat(ran.out()).startsWith(large + "\nline 0\n").endsWith("line 9998\nline 9999\n");
            assertThat(ran.out().lines()).hasSize(10_001);
        }
    }

    @Test
    void nobodyAtThePortIsSaid() throws Exception {
        ScriptedServer server = new ScriptedServer();
        server.close();
        assertThat(Ran.xe(server, "x"))
                .isEqualTo(new Ran(
                        "", "Error: cannot reach 127.0.0.1 at port " + server.port() + ": Connection refused\n", 1));
    }
}
