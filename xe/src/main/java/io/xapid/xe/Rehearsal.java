package io.xapid.xe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.xapid.xe.talk.LastActs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;

/**
 * Holds a short conversation with itself, so that a virtual machine that is told to may keep the classes which that
 * takes in the form in which it has them in memory. Prints nothing.
 */
public final class Rehearsal {
    private static final int PATIENCE_MILLIS = 10_000;

    private Rehearsal() {}

    /** Fails where this machine lets nobody listen on its loopback address. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (var server = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            server.setSoTimeout(PATIENCE_MILLIS);
            var thread = new Thread("server") {
                @Override
                public void run() {
                    serve(server);
                }
            };
            thread.start();
            var out = new ByteArrayOutputStream();
            var environment = new HashMap<>(System.getenv());
            environment.put("XE_EXTRA_ARGS", "server=127.0.0.1,port=" + server.getLocalPort());
            var lastActs = new LastActs();
            List<Object> alsoNeeded = List.of(Xe.class, new Interruption(lastActs));
            int status = new Client(environment, List.of(), new ByteArrayInputStream(new byte[0]), out, out, lastActs)
                    .run(new String[] {"help", "-u", "nobody"});
            thread.join();
            if (status != 0 || alsoNeeded.isEmpty()) {
                throw new IOException(out.toString(UTF_8));
            }
        }
    }

    private static void serve(ServerSocket server) {
        try (var socket = server.accept()) {
            var out = socket.getOutputStream();
            out.write(text("XenSource thin CLI protocol", 0, 2));
            out.write(message(0, 'h', 'i'));
            out.write(message(16, 'h', 'i'));
            out.write(text("", 12, 9, 4, 0));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream()); // until the client has gone
        } catch (IOException gone) {
            return; // the client says what is wrong
        }
    }

    private static byte[] text(String text, int... numbers) {
        var bytes = ByteBuffer.allocate(text.length() + numbers.length * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(text.getBytes(UTF_8));
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
    }

    private static byte[] message(int tag, char... letters) {
        var bytes = ByteBuffer.allocate(16 + letters.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(12 + letters.length)
                .putInt(9)
                .putInt(tag)
                .putInt(letters.length);
        for (char letter : letters) {
            bytes.put((byte) letter);
        }
        return bytes.array();
    }
}
