package io.xapid.xe.wire;

import java.io.IOException;
import java.io.OutputStream;

/** The client's side of the conversation. Several threads may use it: a heartbeat comes from one of its own. */
public final class ReplyWriter {
    private static final int RESPONSE = 10;
    private static final int BLOB = 11;
    private static final int OK = 5;
    private static final int FAILED = 6;
    private static final int CHUNK = 7;
    private static final int END = 8;
    private static final int WAIT = 18;

    private final OutputStream out;

    public ReplyWriter(OutputStream out) {
        this.out = out;
    }

    public void greet() throws IOException {
        byte[] greeting = new byte[MessageReader.GREETING.length + 2 * Integer.BYTES];
        System.arraycopy(MessageReader.GREETING, 0, greeting, 0, MessageReader.GREETING.length);
        put(greeting, MessageReader.GREETING.length, Version.OURS.major());
        put(greeting, MessageReader.GREETING.length + Integer.BYTES, Version.OURS.minor());
        write(greeting, greeting.length);
    }

    public void ok() throws IOException {
        send(RESPONSE, OK);
    }

    public void failed() throws IOException {
        send(RESPONSE, FAILED);
    }

    /** A heartbeat: this client is still busy with the last order. */
    public void busy() throws IOException {
        send(RESPONSE, WAIT);
    }

    /** Says that {@code length} bytes of a file follow, which are to be given to {@link #bytes}. */
    public void chunk(int length) throws IOException {
        send(BLOB, CHUNK, length);
    }

    public void bytes(byte[] bytes, int count) throws IOException {
        write(bytes, count);
    }

    /** The end of a file. */
    public void end() throws IOException {
        send(BLOB, END);
    }

    private void send(int... numbers) throws IOException {
        byte[] message = new byte[(1 + numbers.length) * Integer.BYTES];
        put(message, 0, numbers.length * Integer.BYTES);
        for (int i = 0; i < numbers.length; i++) {
            put(message, (1 + i) * Integer.BYTES, numbers[i]);
        }
        write(message, message.length);
    }

    private synchronized void write(byte[] bytes, int count) throws IOException {
        out.write(bytes, 0, count);
        out.flush();
    }

    private static void put(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
        bytes[at + 2] = (byte) (value >> 16);
        bytes[at + 3] = (byte) (value >> 24);
    }
}
