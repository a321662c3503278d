package io.xapid.xe.talk;

import io.xapid.xe.XeFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Takes a file to where a server says. Connections stay open until the next upload or the end of the conversation: one
 * that is closed while the server still reads may lose what is under way.
 */
final class Upload implements AutoCloseable {
    private static final int PIECE = 64 << 10;
    private static final int OK = 200;

    private final Surroundings around;
    private final NamedFiles files;
    private @Nullable HttpExchange last;

    Upload(Surroundings around, NamedFiles files) {
        this.around = around;
        this.files = files;
    }

    /** Returns whether all of it was sent; if not, the server knows why. */
    boolean run(String file, String url) throws XeFailure, LocalFailure, IOException {
        close();
        Path path = files.toRead(file);
        try (InputStream in = open(path)) {
            long size = Files.isRegularFile(path) ? Files.size(path) : -1; // of a pipe nobody knows
            var exchange =
                    HttpExchange.open(around.dialer(), "PUT", url, size < 0 ? "" : "Content-length: " + size + "\r\n");
            last = exchange;
            if (exchange.answer().status() != OK) {
                tell("the server answers: " + exchange.answer().statusLine());
                return false;
            }
            copy(in, size, exchange.link().out(), path);
            if (size < 0) {
                exchange.link().endOutput();
            }
            return true;
        } catch (IOException problem) {
            tell("the upload failed: " + problem.getMessage());
            return false;
        }
    }

    private void tell(String what) throws IOException {
        if (around.tale().isTold()) {
            around.tale().tell(what);
        }
    }

    private static InputStream open(Path path) throws LocalFailure {
        try {
            if (Files.isDirectory(path)) {
                throw new LocalFailure("'" + path + "' is a directory");
            }
            return Files.newInputStream(path);
        } catch (NoSuchFileException missing) {
            throw new LocalFailure("file '" + path + "' does not exist");
        } catch (IOException problem) {
            throw new LocalFailure("cannot read file '" + path + "': " + problem.getMessage());
        }
    }

    private static void copy(InputStream in, long size, OutputStream out, Path path) throws IOException, LocalFailure {
        byte[] piece = new byte[PIECE];
        long left = size < 0 ? Long.MAX_VALUE : size;
        while (left > 0) {
            int count;
            try {
                count = in.read(piece, 0, (int) Math.min(left, piece.length));
            } catch (IOException problem) {
                throw new LocalFailure("cannot read file '" + path + "': " + problem.getMessage());
            }
            if (count < 0) {
                if (size >= 0) {
                    throw new LocalFailure("file '" + path + "' has become shorter");
                }
                return;
            }
            out.write(piece, 0, count);
            left -= count;
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        HttpExchange open = last;
        last = null;
        if (open != null) {
            open.close();
        }
    }
}
