package io.xapid.hypervisor.qmp;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A monitor that answers as a test wants it to, for one connection. */
public final class FakeMonitor implements AutoCloseable {
    public static final String GREETING =
            "{\"QMP\": {\"version\": {\"qemu\": {\"major\": 7, \"minor\": 2, \"micro\": 0}}, \"capabilities\": []}}\r\n";
    private static final Pattern ID = Pattern.compile("\"id\":([0-9]+)");

    /** What to do with a connection. */
    public interface Script {
        void play(FakeMonitor monitor) throws IOException;
    }

    private final ServerSocketChannel server;
    private final Thread thread;
    private SocketChannel peer;

    @SuppressWarnings("NullAway.Init") // peer is there when the script plays
    public FakeMonitor(Path socket, Script script) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        thread = new Thread(() -> play(script), "fake monitor");
        thread.start();
    }

    private void play(Script script) {
        try (var accepted = server.accept()) {
            peer = accepted;
            script.play(this);
        } catch (IOException e) {
            return; // the test is over, or the client has hung up
        }
    }

    public void send(String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            peer.write(bytes);
        }
    }

    /** Reads one command, which fits into one read, and returns its id. */
    public String idOfNextCommand() throws IOException {
        var buffer = ByteBuffer.allocate(8_192);
        if (peer.read(buffer) < 0) {
            throw new IOException("hung up");
        }
        Matcher id = ID.matcher(StandardCharsets.UTF_8.decode(buffer.flip()));
        return id.find() ? id.group(1) : "none";
    }

    /** Greets and lets the client into command mode. */
    public void welcome() throws IOException {
        send(GREETING);
        succeed();
    }

    /** Answers the next command with success. */
    void succeed() throws IOException {
        send("{\"return\": {}, \"id\": %s}\r\n".formatted(idOfNextCommand()));
    }

    /** Says nothing more, until the client hangs up. */
    void fallSilent() throws IOException {
        var buffer = ByteBuffer.allocate(8_192);
        int count;
        do {
            count = peer.read(buffer.clear());
        } while (count >= 0);
    }

    @Override
    public void close() throws Exception {
        server.close();
        thread.interrupt();
        thread.join(5_000);
    }
}
