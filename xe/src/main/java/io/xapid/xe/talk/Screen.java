package io.xapid.xe.talk;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The two outputs. What is printed is kept until {@link #show} or until something comes for the other output, so that
 * ten thousand lines do not take as many writes, and nothing waits while the server does.
 */
public final class Screen {
    private static final int MOST_KEPT = 16 << 10;

    private final OutputStream out;
    private final OutputStream error;
    private final byte[] kept = new byte[MOST_KEPT];
    private int count;

    public Screen(OutputStream out, OutputStream error) {
        this.out = out;
        this.error = error;
    }

    /** Adds a newline. */
    void line(byte[] text) throws IOException {
        out(text, text.length);
        if (count == kept.length) {
            show();
        }
        kept[count++] = '\n';
    }

    public void out(byte[] bytes) throws IOException {
        out(bytes, bytes.length);
    }

    void out(byte[] bytes, int length) throws IOException {
        if (length > kept.length - count) {
            show();
        }
        if (length > kept.length) {
            write(out, bytes, length);
        } else {
            System.arraycopy(bytes, 0, kept, count, length);
            count += length;
        }
    }

    public void error(byte[] text) throws IOException {
        show();
        write(error, text, text.length);
    }

    /** Writes what is kept. */
    public void show() throws IOException {
        if (count > 0) {
            int length = count;
            count = 0;
            write(out, kept, length);
        }
    }

    private static void write(OutputStream to, byte[] bytes, int length) throws IOException {
        try {
            to.write(bytes, 0, length);
            to.flush();
        } catch (IOException problem) {
            throw new ClosedOutput(problem);
        }
    }

    /** Nobody reads what is printed any more, or there is no room for it. */
    public static final class ClosedOutput extends IOException {
        private static final long serialVersionUID = 1;

        ClosedOutput(IOException cause) {
            super(cause.getMessage(), cause);
        }

        /** Whether it was a reader that went away, as {@code head} does: no failure to speak of. */
        public boolean isReaderGone() {
            return "Broken pipe".equals(getMessage());
        }
    }
}
