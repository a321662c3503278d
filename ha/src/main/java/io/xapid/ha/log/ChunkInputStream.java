package io.xapid.ha.log;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** An image's chunks in a row, fetched one at a time. */
final class ChunkInputStream extends InputStream {
    private final int chunks;
    private final Source source;
    private final AutoCloseable toClose;
    private byte[] current = {};
    private int position;
    private int next;

    ChunkInputStream(int chunks, Source source, AutoCloseable toClose) {
        this.chunks = chunks;
        this.source = source;
        this.toClose = toClose;
    }

    @Override
    public int read() throws IOException {
        return fetch() ? current[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fetch()) {
            return -1;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        try {
            toClose.close();
        } catch (Exception problem) {
            throw new IOException(problem);
        }
    }

    private boolean fetch() throws IOException {
        while (position == current.length) {
            if (next == chunks) {
                return false;
            }
            try {
                byte[] chunk = source.chunk(next);
                if (chunk == null) {
                    throw new IOException("part " + next + " of the image is damaged");
                }
                current = chunk;
                position = 0;
                next++;
            } catch (SQLException problem) {
                throw new IOException("part " + next + " of the image is unreadable", problem);
            }
        }
        return true;
    }

    /** Where chunks come from; null for one that is missing or damaged. */
    interface Source {
        byte @Nullable [] chunk(int number) throws SQLException;
    }
}
