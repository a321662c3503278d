package io.xapid.xe.talk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.xapid.xe.XeFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Brings what a server has into a new file that only its maker may read, or to the output. What broke off is removed. */
final class Download {
    private static final int PIECE = 64 << 10;
    private static final int OK = 200;

    private final Surroundings around;
    private final NamedFiles files;

    Download(Surroundings around, NamedFiles files) {
        this.around = around;
        this.files = files;
    }

    /** Where the bytes go. */
    private interface Sink {
        void write(byte[] bytes, int count) throws IOException;
    }

    /**
     * Returns whether all of it is here; if not, the server knows why.
     *
     * @param file empty for the output
     */
    boolean run(String file, String url) throws XeFailure, LocalFailure, IOException {
        Path path = file.isEmpty() ? null : files.toMake(file);
        try (var exchange = HttpExchange.open(around.dialer(), "GET", url, "")) {
            if (exchange.answer().status() != OK) {
                tell("the server answers: " + exchange.answer().statusLine());
                return false;
            }
            if (path == null) {
                copy(exchange, (bytes, count) -> around.screen().out(bytes, count));
                around.screen().show();
            } else {
                toFile(exchange, path);
            }
            return true;
        } catch (Screen.ClosedOutput closed) {
            throw closed;
        } catch (IOException problem) {
            tell("the download failed: " + problem.getMessage());
            return false;
        }
    }

    private void tell(String what) throws IOException {
        if (around.tale().isTold()) {
            around.tale().tell(what);
        }
    }

    private void toFile(HttpExchange exchange, Path path) throws IOException, LocalFailure {
        WritableByteChannel channel;
        try {
            channel = Files.newByteChannel(
                    path,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException exists) {
            throw new LocalFailure("file '" + path + "' exists already");
        } catch (IOException problem) {
            throw new LocalFailure("cannot make file '" + path + "': " + problem.getMessage());
        }
        boolean isWhole = false;
        try (var act = around.lastActs().add(() -> remove(path))) {
            try {
                copy(exchange, (bytes, count) -> writeAll(channel, bytes, count));
                close(channel, path);
                isWhole = true;
            } finally {
                if (!isWhole) {
                    channel.close();
                    remove(path);
                }
            }
        }
    }

    private static void close(WritableByteChannel channel, Path path) throws LocalFailure {
        try {
            channel.close();
        } catch (IOException problem) {
            throw new LocalFailure("cannot write file '" + path + "': " + problem.getMessage());
        }
    }

    private static void copy(HttpExchange exchange, Sink sink) throws IOException, LocalFailure {
        InputStream in = exchange.in();
        byte[] piece = new byte[PIECE];
        long left = exchange.answer().length() < 0
                ? Long.MAX_VALUE
                : exchange.answer().length();
        while (left > 0) {
            int count = in.read(piece, 0, (int) Math.min(left, piece.length));
            if (count < 0) {
                if (exchange.answer().length() >= 0) {
                    throw new IOException("the answer breaks off, with " + left + " bytes to come");
                }
                return;
            }
            left -= count;
            try {
                sink.write(piece, count);
            } catch (Screen.ClosedOutput closed) {
                throw closed;
            } catch (IOException problem) {
                throw new LocalFailure("cannot write: " + problem.getMessage());
            }
        }
    }

    private static void writeAll(WritableByteChannel channel, byte[] bytes, int count) throws IOException {
        var left = ByteBuffer.wrap(bytes, 0, count);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    private void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException stays) {
            try {
                around.screen().error(("cannot remove what came of " + path + "\n").getBytes(UTF_8));
            } catch (IOException closed) {
                return; // nobody listens
            }
        }
    }
}
