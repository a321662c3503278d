package io.xapid.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Speaks the thin protocol as the genuine client does. */
public final class ThinClient {
    static final byte[] GREETING = "XenSource thin CLI protocol".getBytes(UTF_8);
    private static final int PATIENCE_MILLIS = 60_000;

    private ThinClient() {}

    /** What a command printed, and how it ended; of an Error command, code and parameters are in {@code err}. */
    public record Outcome(String out, String err, int status) {}

    /** @param typed what is answered to prompts, in turn */
    public static Outcome run(Socket opened, List<String> typed, String... words) throws IOException {
        try (Socket socket = opened) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            request(socket, String.join("\n", words));
            var in = new DataInputStream(socket.getInputStream());
            if (!Arrays.equals(in.readNBytes(GREETING.length), GREETING) || number(in) != 0 || number(in) != 2) {
                throw new IOException("no greeting");
            }
            socket.getOutputStream().write(greeting());
            return obey(socket, in, new ArrayList<>(typed));
        }
    }

    /** Sends the words, and waits for nothing. */
    public static void request(Socket socket, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        socket.getOutputStream()
                .write(("POST /cli HTTP/1.0\r\nUser-agent: xe-cli/Unix/0.2\r\noriginator: cli\r\ncontent-length: "
                                + bytes.length + "\r\n\r\n" + body)
                        .getBytes(UTF_8));
    }

    /** What both sides say first. */
    public static byte[] greeting() {
        return ByteBuffer.allocate(GREETING.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(GREETING)
                .putInt(0)
                .putInt(2)
                .array();
    }

    private static Outcome obey(Socket socket, DataInputStream in, List<String> typed) throws IOException {
        var out = new StringBuilder();
        var err = new StringBuilder();
        while (true) {
            byte[] bytes = in.readNBytes(number(in));
            ByteBuffer payload = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            if (payload.getInt() != 9) {
                throw new IOException("not a command");
            }
            switch (payload.getInt()) {
                case 0 -> out.append(text(payload)).append('\n');
                case 1 -> socket.getOutputStream().write(file(Path.of(text(payload))));
                case 3 -> socket.getOutputStream().write(line(typed.remove(0)));
                case 4 -> {
                    return new Outcome(out.toString(), err.toString(), payload.getInt());
                }
                case 14 -> {
                    err.append("Error code: ").append(text(payload)).append('\n');
                    for (int i = payload.getInt(); i > 0; i--) {
                        err.append(text(payload)).append('\n');
                    }
                }
                case 16 -> err.append(text(payload));
                default -> throw new IOException("a command that the test does not know");
            }
        }
    }

    /** The answer to the order to send a file. */
    private static byte[] file(Path path) throws IOException {
        boolean isThere = Files.exists(path);
        byte[] content = isThere ? blob(Files.readAllBytes(path)) : new byte[0];
        return ByteBuffer.allocate(12 + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(8)
                .putInt(10)
                .putInt(isThere ? 5 : 6)
                .put(content)
                .array();
    }

    private static byte[] line(String typed) {
        return blob(typed.getBytes(UTF_8));
    }

    private static byte[] blob(byte[] text) {
        return ByteBuffer.allocate(16 + text.length + 12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(12)
                .putInt(11)
                .putInt(7)
                .putInt(text.length)
                .put(text)
                .putInt(8)
                .putInt(11)
                .putInt(8)
                .array();
    }

    private static String text(ByteBuffer payload) {
        byte[] bytes = new byte[payload.getInt()];
        payload.get(bytes);
        return new String(bytes, UTF_8);
    }

    private static int number(DataInputStream in) throws IOException {
        return Integer.reverseBytes(in.readInt());
    }
}
