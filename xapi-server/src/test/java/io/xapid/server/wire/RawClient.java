package io.xapid.server.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A client that sends exactly the bytes it is told. */
public final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;

    public final Socket socket;
    private final InputStream in;

    public RawClient(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    public RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    public void send(String text) throws IOException {
        send(text.getBytes(UTF_8));
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Sends, and reads the answer. */
    public Answer ask(String text) throws IOException {
        send(text);
        return read();
    }

    /** Reads one answer: its head, and its body as the head says. */
    public Answer read() throws IOException {
        List<String> head = readHead();
        Answer bare = new Answer(head, "");
        Optional<String> length = bare.header("content-length");
        byte[] body = length.isPresent() ? in.readNBytes(Integer.parseInt(length.get())) : in.readAllBytes();
        return new Answer(head, new String(body, UTF_8));
    }

    /** Reads the head of an answer only. */
    public List<String> readHead() throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the connection ended after: " + head);
            }
            head.write(b);
        }
        return List.of(head.toString(ISO_8859_1).stripTrailing().split("\r\n"));
    }

    public String readText(int bytes) throws IOException {
        return new String(in.readNBytes(bytes), UTF_8);
    }

    /** Reads that many bytes, or as many as come before the end. */
    public byte[] readBytes(int bytes) throws IOException {
        return in.readNBytes(bytes);
    }

    /** Reads to the end of the connection, in whatever way it ends, and says whether it came. */
    public boolean drainsToAnEnd() {
        try {
            in.readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether the server has ended the connection, in whatever way. Waits for it. */
    public boolean isEnded() {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Ends the connection with a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** An answer as it came. */
    public record Answer(List<String> head, String body) {
        public String statusLine() {
            return head.get(0);
        }

        public int status() {
            return Integer.parseInt(statusLine().split(" ")[1]);
        }

        public Optional<String> header(String name) {
            return head.stream()
                    .skip(1)
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }
}
