package io.xapid.xe.talk;

import io.xapid.xe.XeFailure;
import io.xapid.xe.wire.ReplyWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sends a small file within the conversation itself. */
final class FileGift {
    private static final int PIECE = 64 << 10;

    private final NamedFiles files;
    private final ReplyWriter replies;

    FileGift(NamedFiles files, ReplyWriter replies) {
        this.files = files;
        this.replies = replies;
    }

    void run(String file) throws XeFailure, IOException {
        Path path = files.toRead(file);
        InputStream in;
        long size;
        try {
            if (Files.isDirectory(path)) {
                throw new IOException("it is a directory");
            }
            size = Files.isRegularFile(path) ? Files.size(path) : -1;
            in = Files.newInputStream(path);
        } catch (IOException unreadable) {
            replies.failed();
            return;
        }
        try (in) {
            if (size > Integer.MAX_VALUE) {
                replies.failed();
                return;
            }
            replies.ok();
            if (size >= 0) {
                replies.chunk((int) size);
            }
            copy(in, size, path);
            replies.end();
        }
    }

    private void copy(InputStream in, long size, Path path) throws XeFailure, IOException {
        byte[] piece = new byte[PIECE];
        long left = size < 0 ? Long.MAX_VALUE : size;
        while (left > 0) {
            int count = read(in, piece, (int) Math.min(left, piece.length), path);
            if (count < 0) {
                if (size >= 0) { // more is promised already
                    throw new XeFailure("Error: file '" + path + "' has become shorter");
                }
                return;
            }
            if (size < 0) {
                replies.chunk(count);
            }
            replies.bytes(piece, count);
            left -= count;
        }
    }

    private static int read(InputStream in, byte[] piece, int most, Path path) throws XeFailure {
        try {
            return in.read(piece, 0, most);
        } catch (IOException problem) {
            throw new XeFailure("Error: cannot read file '" + path + "': " + problem.getMessage());
        }
    }
}
