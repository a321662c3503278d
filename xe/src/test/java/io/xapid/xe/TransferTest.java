package io.xapid.xe;

import static io.xapid.xe.Line.command;
import static io.xapid.xe.Line.exit;
import static io.xapid.xe.Line.print;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.xe.ScriptedServer.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that come and go, within the conversation and beside it. */
class TransferTest {
    @TempDir
    Path folder;

    private static Script ordering(byte[] order, String reply) {
        return line -> {
            line.begin();
            line.send(order);
            line.expect(reply);
            line.send(exit(reply.equals(Line.OK) ? 0 : 1));
            line.expectEnd();
        };
    }

    /** @param body sent at once, and the connection's output ended */
    private static Script answering(String request, String answer, byte[] body) {
        return line -> {
            assertThat(line.head()).isEqualTo(request);
            line.send(answer);
            line.send(body);
            line.endOutput();
            line.expectEnd();
        };
    }

    @Test
    void aSmallFileIsGivenWithinTheConversation() throws Exception {
        Path file = Files.writeString(folder.resolve("a.pem"), "content");
        Path empty = Files.writeString(folder.resolve("empty"), "");
        try (var server = new ScriptedServer(line -> {
            line.begin();
            line.send(command(1, file));
            line.expect(Line.OK + "0c000000 0b000000 07000000 07000000");
            assertThat(line.read(7)).asString().isEqualTo("content");
            line.expect(Line.END);
            line.send(command(1, empty));
            line.expect(Line.OK + "0c000000 0b000000 07000000 00000000" + Line.END);
            line.send(command(1, folder.resolve("missing")));
            line.expect(Line.FAILED);
            line.send(command(1, folder));
            line.expect(Line.FAILED);
            line.send(exit(0));
        })) {
            assertThat(Ran.xe(
                            server,
                            "x",
                            "certificate=" + file,
                            "a:b=" + folder + "/./sub/../empty",
                            "missing=" + folder + "/missing",
                            "d=" + folder))
                    .isEqualTo(new Ran("", "", 0));
            server.await();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 12, 13})
    void filesThatNobodyNamedAreNotTouched(int order) throws Exception {
        Path named = Files.writeString(folder.resolve("named"), "x");
        for (String wanted :
                new String[] {"/etc/passwd", named + "1", "named", folder + "/other", folder + "/named/../x"}) {
            try (var server = new ScriptedServer(line -> {
                line.begin();
                line.send(order == 1 ? command(order, wanted) : command(order, wanted, "/x"));
                line.expectEnd();
            })) {
                assertThat(Ran.xe(server, "x", "filename=" + named))
                        .isEqualTo(new Ran(
                                "",
                                "File not permitted: the server wants the file '" + wanted
                                        + "', which the command does not name.\n",
                                1));
                server.await();
            }
        }
        assertThat(folder.toFile().list()).containsExactly("named");
    }

    @Test
    void aDownloadMakesANewFileThatOnlyItsMakerReads() throws Exception {
        Path file = folder.resolve("new.xva");
        byte[] body = new byte[1_000_000];
        body[999_999] = 7;
        try (var server = new ScriptedServer(
                ordering(command(12, file, "/export?uuid=1&session_id=2"), Line.OK),
                answering(
                        "GET /export?uuid=1&session_id=2 HTTP/1.0\r\n\r\n",
                        "HTTP/1.1 200 OK\r\nContent-Type: x\r\n\r\n",
                        body))) {
            assertThat(Ran.xe(server, "vm-export", "filename=" + file)).isEqualTo(new Ran("", "", 0));
            server.await();
        }
        assertThat(file).hasBinaryContent(body);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aDownloadGoesToTheOutputBehindWhatIsThere() throws Exception {
        try (var server = new ScriptedServer(
                line -> {
                    line.begin();
                    line.send(print("first"), command(12, "", "/x"));
                    line.expect(Line.OK);
                    line.send(print("last"), exit(0));
                },
                answering("GET /x HTTP/1.0\r\n\r\n", "HTTP/1.0 200 OK\r\ncontent-length: 3\r\n\r\n", new byte[] {
                    'a', 'b', 'c'
                }))) {
            assertThat(Ran.xe(server, "vm-export", "filename=")).isEqualTo(new Ran("first\nabclast\n", "", 0));
        }
    }

    @Test
    void whatIsThereAlreadyIsNotOverwritten() throws Exception {
        Path file = Files.writeString(folder.resolve("old"), "old");
        try (var server = new ScriptedServer(
                line -> {
                    line.begin();
                    line.send(command(12, file, "/x"));
                    line.expect(Line.FAILED);
                    line.expectEnd();
                },
                answering("GET /x HTTP/1.0\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\n", new byte[3]))) {
            assertThat(Ran.xe(server, "vm-export", "filename=" + file))
                    .isEqualTo(new Ran("", "Operation failed. Error: file '" + file + "' exists already\n", 1));
        }
        assertThat(file).hasContent("old");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.0 404 Not Found, false",
        "HTTP/1.0 200 OK|content-length: 5, true",
        "HTTP/1.0 302 Found|Location: ftp://else, false",
        "HTTP/1.0 302 Found, false",
        "HTTP/1.0 200 OK|Transfer-Encoding: chunked, false",
        "HTTP/1.0 200 OK|content-length: -5, false",
        "SSH-2.0, false",
    })
    void aDownloadThatFailsIsToldToTheServerAndLeavesNothing(String head, boolean hasBody) throws Exception {
        Path file = folder.resolve("broken");
        try (var server = new ScriptedServer(
                ordering(command(12, file, "/x"), Line.FAILED),
                answering(
                        "GET /x HTTP/1.0\r\n\r\n",
                        head.replace("|", "\r\n") + "\r\n\r\n",
                        hasBody ? new byte[3] : new byte[0]))) {
            assertThat(Ran.xe(server, "vm-export", "filename=" + file)).isEqualTo(new Ran("", "", 1));
            server.await();
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void anAnswerMayPointElsewhereButNotForEver() throws Exception {
        Path file = folder.resolve("moved");
        String moved = "HTTP/1.0 302 Found\r\nLocation: /new\r\n\r\n";
        Script again = line -> {
            line.head();
            line.send(moved);
        };
        try (var server = new ScriptedServer(
                ordering(command(12, file, "/old"), Line.OK),
                answering("GET /old HTTP/1.0\r\n\r\n", moved, new byte[0]),
                answering("GET /new HTTP/1.0\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\n", new byte[] {'x'}))) {
            assertThat(Ran.xe(server, "x", "filename=" + file).status()).isZero();
        }
        try (var server = new ScriptedServer(
                ordering(command(12, "", "/old"), Line.FAILED), again, again, again, again, again, again)) {
            assertThat(Ran.xe(server, "x").status()).isEqualTo(1);
            server.await();
        }
    }

    @Test
    void commandsForManyMayNumberTheirFiles() throws Exception {
        Path second = folder.resolve("export2");
        Script giving = answering("GET /x HTTP/1.0\r\n\r\n", "HTTP/1.0 200 OK\r\n\r\n", new byte[1]);
        try (var server = new ScriptedServer(ordering(command(12, second, "/x"), Line.OK), giving)) {
            assertThat(Ran.xe(server, "vm-export", "filename=" + folder + "/export", "--multiple")
                            .status())
                    .isZero();
        }
        try (var server = new ScriptedServer(line -> {
            line.begin();
            line.send(command(12, folder.resolve("exports"), "/x"));
            line.expectEnd();
        })) {
            assertThat(Ran.xe(server, "vm-export", "filename=" + folder + "/export", "--multiple")
                            .err())
                    .startsWith("File not permitted");
        }
        assertThat(second).exists();
    }

    @Test
    void anUploadSaysHowLongItIsAndWaitsForLeave() throws Exception {
        Path file = folder.resolve("disk");
        byte[] content = new byte[300_000];
        content[299_999] = 9;
        Files.write(file, content);
        try (var server = new ScriptedServer(ordering(command(13, file, "/import?x=1"), Line.OK), line -> {
            assertThat(line.head()).isEqualTo("PUT /import?x=1 HTTP/1.0\r\nContent-length: 300000\r\n\r\n");
            line.pause(100);
            line.send("HTTP/1.1 200 OK\r\n\r\n");
            assertThat(line.read(300_000)).isEqualTo(content);
            line.expectEnd();
        })) {
            assertThat(Ran.xe(server, "vm-import", "filename=" + file)).isEqualTo(new Ran("", "", 0));
            server.await();
        }
    }

    @Test
    void whatIsNoFileCannotBeSent() throws Exception {
        Path missing = folder.resolve("missing");
        for (Path file : new Path[] {missing, folder}) {
            try (var server = new ScriptedServer(line -> {
                line.begin();
                line.send(command(13, file, "/x"));
                line.expect(Line.FAILED);
                line.expectEnd();
            })) {
                Ran ran = Ran.xe(server, "vm-import", "filename=" + file);
                assertThat(ran.err())
                        .startsWith("Operation failed. Error: ")
                        .contains("'" + file + "'")
                        .endsWith(file == missing ? " does not exist\n" : " is a directory\n");
                assertThat(ran.status()).isEqualTo(1);
                server.await();
            }
        }
    }

    @Test
    void anUploadThatIsRefusedOrCutOffIsToldToTheServer() throws Exception {
        Path file = folder.resolve("disk");
        Files.write(file, new byte[20_000_000]);
        try (var server = new ScriptedServer(ordering(command(13, file, "/x"), Line.FAILED), line -> {
            line.head();
            line.send("HTTP/1.1 403 Forbidden\r\n\r\n");
            line.expectEnd();
        })) {
            assertThat(Ran.xe(server, "vm-import", "filename=" + file)).isEqualTo(new Ran("", "", 1));
            server.await();
        }
        try (var server = new ScriptedServer(ordering(command(13, file, "/x"), Line.FAILED), line -> {
            line.head();
            line.send("HTTP/1.1 200 OK\r\n\r\n");
            line.read(10);
        })) {
            assertThat(Ran.xe(server, "vm-import", "filename=" + file)).isEqualTo(new Ran("", "", 1));
            server.await();
        }
    }

    @Test
    void aPipeIsSentUntilItsEnd() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        var writer = new Thread(() -> {
            try {
                Files.writeString(pipe, "through a pipe");
            } catch (IOException closed) {
                return; // the client says what it misses
            }
        });
        writer.start();
        try (var server = new ScriptedServer(ordering(command(13, pipe, "/x"), Line.OK), line -> {
            assertThat(line.head()).isEqualTo("PUT /x HTTP/1.0\r\n\r\n");
            line.send("HTTP/1.1 200 OK\r\n\r\n");
            assertThat(line.rest()).asString().isEqualTo("through a pipe");
        })) {
            assertThat(Ran.xe(server, "vm-import", "filename=" + pipe)).isEqualTo(new Ran("", "", 0));
            server.await();
        }
        writer.join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/a\r\nX: y", "x", "http://plain/x", "https://", "https:///x", "https://h:0/x"})
    void placesThatAreNoneFailTheTransfer(String place) throws Exception {
        try (var server = new ScriptedServer(ordering(command(12, "", place), Line.FAILED))) {
            assertThat(Ran.xe(server, "x")).isEqualTo(new Ran("", "", 1));
            server.await();
        }
    }

    @Test
    void whatFailedIsToldToThoseWhoDebug() throws Exception {
        try (var server = new ScriptedServer(
                ordering(command(12, "", "/x"), Line.FAILED),
                answering("GET /x HTTP/1.0\r\n\r\n", "HTTP/1.0 404 Not Found\r\n\r\n", new byte[0]))) {
            assertThat(Ran.xe(server, "x", "--debug").err()).contains("the server answers: HTTP/1.0 404 Not Found");
        }
    }

    @Test
    void aConsoleNeedsATerminal() throws Exception {
        try (var server = new ScriptedServer(
                ordering(command(17, "/console?uuid=1"), Line.FAILED),
                answering(
                        "CONNECT /console?uuid=1 HTTP/1.0\r\ncontent-length: 0\r\n\r\n",
                        "HTTP/1.0 200 OK\r\n\r\n",
                        new byte[0]))) {
            assertThat(Ran.xe(server, "console")).isEqualTo(new Ran("", "Error: a console needs a terminal\n", 1));
        }
        try (var server = new ScriptedServer(
                ordering(command(17, "/console"), Line.FAILED),
                answering(
                        "CONNECT /console HTTP/1.0\r\ncontent-length: 0\r\n\r\n",
                        "HTTP/1.0 404 Not Found\r\n\r\n",
                        new byte[0]))) {
            assertThat(Ran.xe(server, "console").err()).contains("404", "the console is not available");
        }
    }
}
