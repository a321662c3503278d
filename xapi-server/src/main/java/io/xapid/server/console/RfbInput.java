package io.xapid.server.console;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Follows a client's half of the RFB protocol (RFC 6143) and tells the person at the keyboard, whose keys, pointer and
 * messages in QEMU's own extension count, from the program, which asks for pictures without end.
 *
 * <p>It keeps a few bytes of a message at most. Where it loses its way, because the client speaks an extension unknown
 * here, all that comes counts from then on: nobody is cut off while at work.
 */
final class RfbInput implements ClientInput {
    private static final int LONGEST_HEAD = 12;
    private static final int FIRST_VERSION_WITH_CHOICE = 7;
    private static final int NO_SECURITY = 1;

    private final byte[] head = new byte[LONGEST_HEAD];
    private int have;
    private int need = LONGEST_HEAD;
    private long toSkip;
    private Stage stage = Stage.VERSION;
    private boolean active;

    private enum Stage {
        VERSION,
        SECURITY,
        SHARING,
        MESSAGE,
        LOST
    }

    @Override
    public boolean hear(ByteBuffer bytes) {
        active = false;
        while (bytes.hasRemaining() && stage != Stage.LOST) {
            if (toSkip > 0) {
                int now = (int) Math.min(toSkip, bytes.remaining());
                bytes.position(bytes.position() + now);
                toSkip -= now;
            } else {
                head[have++] = bytes.get();
                if (have == need) {
                    step();
                }
            }
        }
        return active || (stage == Stage.LOST && bytes.hasRemaining());
    }

    private void step() {
        switch (stage) {
            case VERSION -> greeted();
            case SECURITY -> next(unsigned(0) == NO_SECURITY ? Stage.SHARING : Stage.LOST, 0);
            case SHARING -> next(Stage.MESSAGE, 0);
            case MESSAGE -> message();
            case LOST -> {}
        }
    }

    /** From version 3.7 on the client chooses among kinds of security. */
    private void greeted() {
        String version = new String(head, StandardCharsets.ISO_8859_1);
        if (version.matches("RFB 003\\.[0-9]{3}\n")) {
            boolean chooses = Integer.parseInt(version.substring(8, 11)) >= FIRST_VERSION_WITH_CHOICE;
            next(chooses ? Stage.SECURITY : Stage.SHARING, 0);
        } else {
            next(Stage.LOST, 0);
        }
    }

    private void message() {
        switch (unsigned(0)) {
            case 0 -> next(Stage.MESSAGE, 19); // SetPixelFormat
            case 2 -> withCount(4, 2, 4); // SetEncodings
            case 3 -> next(Stage.MESSAGE, 9); // FramebufferUpdateRequest
            case 4 -> byPerson(7); // KeyEvent
            case 5 -> byPerson(5); // PointerEvent
            case 6 -> clipboard();
            case 150 -> next(Stage.MESSAGE, 9); // EnableContinuousUpdates
            case 248 -> fence();
            case 249 -> next(Stage.MESSAGE, 3); // what power buttons do
            case 251 -> desktopSize();
            case 255 -> qemu();
            default -> next(Stage.LOST, 0);
        }
    }

    private void byPerson(int rest) {
        active = true;
        next(Stage.MESSAGE, rest);
    }

    /** A message whose 16-bit count stands {@code at} in a head of {@code length}, each counted thing having {@code size}. */
    private void withCount(int length, int at, int size) {
        if (isWhole(length)) {
            next(Stage.MESSAGE, (long) ((unsigned(at) << 8) | unsigned(at + 1)) * size);
        }
    }

    /** A negative length says that the text is in an extended form. */
    private void clipboard() {
        if (isWhole(8)) {
            next(Stage.MESSAGE, Math.abs((long) ByteBuffer.wrap(head).getInt(4)));
        }
    }

    private void fence() {
        if (isWhole(9)) {
            next(Stage.MESSAGE, unsigned(8));
        }
    }

    private void desktopSize() {
        if (isWhole(8)) {
            next(Stage.MESSAGE, 16L * unsigned(6));
        }
    }

    /** Keys with their scan codes, and sound. */
    private void qemu() {
        active = true;
        if (!isWhole(2)) {
            return;
        }
        if (unsigned(1) == 0) {
            next(Stage.MESSAGE, 10);
        } else if (unsigned(1) == 1) {
            if (isWhole(4)) {
                boolean setsFormat = unsigned(2) == 0 && unsigned(3) == 2;
                next(Stage.MESSAGE, setsFormat ? 6 : 0);
            }
        } else {
            next(Stage.LOST, 0);
        }
    }

    /** Whether so much of the message is there; if not, it is waited for. */
    private boolean isWhole(int length) {
        need = length;
        return have >= length;
    }

    private void next(Stage following, long skip) {
        stage = following;
        toSkip = skip;
        have = 0;
        need = 1;
    }

    private int unsigned(int at) {
        return head[at] & 0xFF;
    }
}
