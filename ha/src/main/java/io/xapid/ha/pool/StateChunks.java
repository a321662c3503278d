package io.xapid.ha.pool;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/** A state on a connection: pieces with their lengths, and an empty one as its end, so that a part is not taken for all. */
final class StateChunks {
    private static final int LARGEST = 1 << 20;

    private StateChunks() {}

    /** The connection stays open. */
    static final class Sender extends OutputStream {
        private final DataOutputStream out;

        Sender(DataOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            int done = 0;
            while (done < length) {
                int count = Math.min(length - done, LARGEST);
                out.writeInt(count);
                out.write(bytes, offset + done, count);
                done += count;
            }
        }

        /** Says that this was all. */
        void finish() throws IOException {
            out.writeInt(0);
            out.flush();
        }
    }

    /** Ends only where the sender did. */
    static final class Receiver extends InputStream {
        private final DataInputStream in;
        private int left;
        private boolean isAtEnd;

        Receiver(DataInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (left == 0 && !isAtEnd) {
                left = in.readInt();
                if (left < 0 || left > LARGEST) {
                    throw new IOException("no piece of a state has %d bytes".formatted(left));
                }
                isAtEnd = left == 0;
            }
            if (isAtEnd) {
                return -1;
            }
            int count = in.read(bytes, offset, Math.min(length, left));
            if (count < 0) {
                throw new EOFException("the peer ended within its state");
            }
            left -= count;
            return count;
        }
    }
}
