package io.xapid.server.console;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what a WebSocket client sends (RFC 6455, section 5), in whatever pieces it comes. Data is passed on as it
 * arrives, so that a long frame costs no more than a short one.
 */
final class FrameReader {
    private static final int FINAL = 0x80;
    private static final int RESERVED = 0x70;
    private static final int CONTROL = 0x08;
    private static final int MASKED = 0x80;
    private static final int LONGEST_CONTROL = 125;
    private static final int LENGTH_OF_16_BITS = 126;
    private static final int LENGTH_OF_64_BITS = 127;
    private static final long LONGEST_FRAME = 16L << 20; // the largest that viewers send is the clipboard

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Listener listener;
    private final byte[] head = new byte[14];
    private final byte[] control = new byte[LONGEST_CONTROL];
    private int have;
    private int need = 2;
    private int opcode;
    private long length;
    private long position;
    private boolean inPayload;
    private boolean inMessage;
    private boolean over;

    /** What is no data. */
    interface Listener {
        void ping(byte[] payload);

        /** The client ends the talk, with nothing or with a code and a reason. */
        void close(byte[] payload);

        /** The client broke the rules, and is to be told so. Nothing is read from then on. */
        void broken(CloseCode code);
    }

    FrameReader(Listener listener) {
        this.listener = listener;
    }

    /** Takes all of {@code bytes}, and gives back the data in them, which it puts together in that same buffer. */
    ByteBuffer read(ByteBuffer bytes) {
        ByteBuffer data = bytes.duplicate(); // what was read is never less than what is written
        int begin = data.position();
        while (bytes.hasRemaining() && !over) {
            if (inPayload) {
                payload(bytes, data);
            } else {
                head[have++] = bytes.get();
                if (have == need) {
                    grow();
                }
            }
        }
        bytes.position(bytes.limit());
        data.limit(data.position()).position(begin);
        return data;
    }

    /** Reads as much of the head as is needed to know how long it is. */
    private void grow() {
        if (have == 2) {
            CloseCode objection = objection(head[0] & 0xFF, head[1] & 0xFF);
            if (objection != CloseCode.NONE) {
                give(objection);
                return;
            }
            int lengthBytes = extraLength(head[1] & ~MASKED & 0xFF);
            need = 2 + lengthBytes + 4;
        } else {
            begin();
        }
    }

    private CloseCode objection(int first, int second) {
        int code = first & 0x0F;
        boolean isControl = (code & CONTROL) != 0;
        boolean isFinal = (first & FINAL) != 0;
        boolean isKnown = code <= BINARY || (code >= CLOSE && code <= PONG);
        boolean isMasked = (second & MASKED) != 0;
        boolean badControl = isControl && (!isFinal || (second & ~MASKED) > LONGEST_CONTROL);
        boolean badOrder = !isControl && (code == CONTINUATION) != inMessage;
        if ((first & RESERVED) != 0 || !isKnown || !isMasked || badControl || badOrder) {
            return CloseCode.PROTOCOL_ERROR;
        }
        return code == TEXT ? CloseCode.UNSUPPORTED_DATA : CloseCode.NONE;
    }

    private static int extraLength(int length) {
        return length == LENGTH_OF_16_BITS ? 2 : length == LENGTH_OF_64_BITS ? 8 : 0;
    }

    private void begin() {
        ByteBuffer all = ByteBuffer.wrap(head);
        int inHead = head[1] & ~MASKED & 0xFF;
        length = switch (inHead) {
            case LENGTH_OF_16_BITS -> all.getShort(2) & 0xFFFFL;
            case LENGTH_OF_64_BITS -> all.getLong(2);
            default -> inHead;
        };
        boolean isShort = (inHead == LENGTH_OF_16_BITS && length < LENGTH_OF_16_BITS)
                || (inHead == LENGTH_OF_64_BITS && length <= 0xFFFF); // the first bit must not be set, either
        if (isShort || length > LONGEST_FRAME) {
            give(isShort ? CloseCode.PROTOCOL_ERROR : CloseCode.TOO_BIG);
            return;
        }
        opcode = head[0] & 0x0F;
        if ((opcode & CONTROL) == 0) {
            inMessage = (head[0] & FINAL) == 0;
        }
        position = 0;
        inPayload = true;
        endIfComplete();
    }

    private void payload(ByteBuffer bytes, ByteBuffer data) {
        int now = (int) Math.min(length - position, bytes.remaining());
        boolean isControl = (opcode & CONTROL) != 0;
        for (int i = 0; i < now; i++) {
            byte plain = (byte) (bytes.get() ^ head[need - 4 + (int) (position & 3)]);
            if (isControl) {
                control[(int) position] = plain;
            } else {
                data.put(plain);
            }
            position++;
        }
        endIfComplete();
    }

    private void endIfComplete() {
        if (position < length) {
            return;
        }
        byte[] whole = (opcode & CONTROL) != 0 ? Arrays.copyOf(control, (int) length) : new byte[0];
        inPayload = false;
        have = 0;
        need = 2;
        switch (opcode) {
            case PING -> listener.ping(whole);
            case CLOSE -> close(whole);
            default -> {} // data has been passed on, and a pong is of no interest
        }
    }

    private void close(byte[] payload) {
        CloseCode objection = CloseCode.objectionTo(payload);
        if (objection != CloseCode.NONE) {
            give(objection);
            return;
        }
        over = true;
        listener.close(payload);
    }

    private void give(CloseCode code) {
        over = true;
        listener.broken(code);
    }

    /** Whether the bytes are text as RFC 6455 wants it. */
    static boolean isUtf8(ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
