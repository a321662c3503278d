package io.xapid.ha.log;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Looks through SQLite's write-ahead log before SQLite does, which takes the first frame that does not fit for the end
 * and forgets all behind it.
 *
 * <p>That is right for a write which a crash cut short: only the last transaction can be, as each is flushed before the
 * next begins. Whole transactions behind a frame that does not fit mean that the file was damaged later.
 *
 * @param verdict what the file is like
 * @param offset where it stops making sense, in bytes; its length when it does to the end
 */
record WalInspection(Verdict verdict, long offset) {
    private static final int HEADER_BYTES = 32;
    private static final int FRAME_HEADER_BYTES = 24;
    private static final int MAGIC = 0x377f0682; // the last bit says in which byte order checksums are computed

    enum Verdict {
        /** There is none, or it makes sense to the end. */
        WHOLE,
        /** It ends in a transaction that is not whole. */
        CUT_SHORT,
        /** Whole transactions stand behind something that makes no sense. */
        DAMAGED,
        /** Its beginning makes no sense, so nothing in it can be read. */
        UNREADABLE
    }

    /** Whether SQLite finds anything in it. */
    boolean holdsCommits() {
        return offset > HEADER_BYTES;
    }

    static WalInspection of(Path wal) throws IOException {
        if (!Files.exists(wal) || Files.size(wal) == 0) {
            return new WalInspection(Verdict.WHOLE, 0);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(wal), 1 << 18)) {
            return new Scan(in, Files.size(wal)).run();
        }
    }

    /** One pass over the file. */
    private static final class Scan {
        private final DataInputStream in;
        private final long length;
        private final byte[] header = new byte[HEADER_BYTES];
        private byte[] frame = {};
        private ByteOrder order = ByteOrder.BIG_ENDIAN;
        private int sum0;
        private int sum1;

        Scan(InputStream in, long length) {
            this.in = new DataInputStream(in);
            this.length = length;
        }

        WalInspection run() throws IOException {
            if (length < HEADER_BYTES) {
                return new WalInspection(Verdict.CUT_SHORT, 0);
            }
            in.readFully(header);
            if (Arrays.equals(header, new byte[HEADER_BYTES])) { // made just before the power went
                return new WalInspection(Verdict.CUT_SHORT, 0);
            } else if (!takeHeader()) {
                return new WalInspection(Verdict.UNREADABLE, 0);
            }
            long frames = (length - HEADER_BYTES) / frame.length;
            long endOfCommits = 0; // in frames
            long fitting = 0;
            while (fitting < frames && readFrame() && fits()) {
                fitting++;
                if (isCommit()) {
                    endOfCommits = fitting;
                }
            }
            long offset = HEADER_BYTES + endOfCommits * frame.length;
            if (endOfCommits == frames && offset == length) {
                return new WalInspection(Verdict.WHOLE, length);
            }
            return judgeTail(frames, fitting, endOfCommits, offset);
        }

        /** Reads on behind the first frame that does not fit, of which the fields stand in {@link #frame}. */
        private WalInspection judgeTail(long frames, long fitting, long endOfCommits, long offset) throws IOException {
            if (fitting == frames) {
                boolean ours = endOfCommits < frames || (length - HEADER_BYTES) % frame.length > 0;
                return new WalInspection(ours ? Verdict.CUT_SHORT : Verdict.WHOLE, offset);
            }
            boolean ours = fitting > endOfCommits || isOfThisRound();
            int commits = 0; // in a row of frames that fit each other
            takeSumsOfFrame();
            for (long i = fitting + 1; i < frames; i++) {
                readFrame();
                if (!isOfThisRound()) {
                    commits = 0;
                } else {
                    ours = true;
                    boolean follows = fits();
                    commits = (follows ? commits : 0) + (isCommit() ? 1 : 0);
                    if (commits >= 2) {
                        return new WalInspection(Verdict.DAMAGED, offset);
                    }
                }
                takeSumsOfFrame();
            }
            return new WalInspection(ours ? Verdict.CUT_SHORT : Verdict.WHOLE, offset);
        }

        private boolean takeHeader() {
            int magic = intAt(header, 0);
            int pageBytes = intAt(header, 8);
            if ((magic & ~1) != MAGIC || pageBytes < 512 || pageBytes > 65536 || Integer.bitCount(pageBytes) != 1) {
                return false;
            }
            order = (magic & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            frame = new byte[FRAME_HEADER_BYTES + pageBytes];
            addToSums(header, 0, 24);
            return sum0 == intAt(header, 24) && sum1 == intAt(header, 28);
        }

        private boolean readFrame() throws IOException {
            in.readFully(frame);
            return true;
        }

        /** Whether the frame continues the one before it; the sums then include it. */
        private boolean fits() {
            if (!isOfThisRound()) {
                return false;
            }
            int before0 = sum0;
            int before1 = sum1;
            addToSums(frame, 0, 8);
            addToSums(frame, FRAME_HEADER_BYTES, frame.length - FRAME_HEADER_BYTES);
            if (sum0 == intAt(frame, 16) && sum1 == intAt(frame, 20)) {
                return true;
            }
            sum0 = before0;
            sum1 = before1;
            return false;
        }

        /** Frames of an earlier round stay in the file until they are written over. */
        private boolean isOfThisRound() {
            return intAt(frame, 8) == intAt(header, 16) && intAt(frame, 12) == intAt(header, 20);
        }

        private boolean isCommit() {
            return intAt(frame, 4) != 0;
        }

        private void takeSumsOfFrame() {
            sum0 = intAt(frame, 16);
            sum1 = intAt(frame, 20);
        }

        private void addToSums(byte[] bytes, int offset, int count) {
            var words = ByteBuffer.wrap(bytes, offset, count).order(order);
            while (words.hasRemaining()) {
                sum0 += words.getInt() + sum1;
                sum1 += words.getInt() + sum0;
            }
        }

        private static int intAt(byte[] bytes, int offset) {
            return ByteBuffer.wrap(bytes).getInt(offset);
        }
    }
}
