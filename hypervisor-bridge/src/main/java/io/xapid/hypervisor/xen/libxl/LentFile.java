package io.xapid.hypervisor.xen.libxl;

import com.sun.jna.Native;
import io.xapid.hypervisor.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;

/** A file of a saved state, opened once more for libxl, which wants the number of an open file. */
final class LentFile implements AutoCloseable {
    private static final int NOT_SUPPORTED = 95;
    private static final int NO_SUCH_CALL = 38;

    private static final CLibrary C = CLibrary.LIBRARY;

    private final StateFile file;
    private final int number;

    /** What it had before stays: it may be a disk of that size. */
    private long sizeBefore;

    private LentFile(StateFile file, int flags) throws IOException {
        this.file = file;
        this.number = C.open(file.path().toString(), flags | CLibrary.O_CLOEXEC);
        if (number < 0) {
            throw new IOException("cannot open %s: error %d".formatted(file.path(), Native.getLastError()));
        }
        try {
            sizeBefore = at(0, CLibrary.SEEK_END);
            at(file.position(), CLibrary.SEEK_SET);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    static LentFile toWrite(StateFile file) throws IOException {
        return new LentFile(file, CLibrary.O_WRONLY);
    }

    static LentFile toRead(StateFile file) throws IOException {
        return new LentFile(file, CLibrary.O_RDONLY);
    }

    int number() {
        return number;
    }

    /**
     * Takes room for so many bytes more. False when nobody can tell whether there is room; then writing may fail.
     *
     * @throws IOException if there is not as much room
     */
    boolean reserve(long bytes) throws IOException {
        long from = file.position();
        if (Files.readAttributes(file.path(), BasicFileAttributes.class)
                .isOther()) { // a device has the size that it has
            if (sizeBefore - from < bytes) {
                throw noRoom(bytes, "it has " + sizeBefore);
            }
            return true;
        }
        if (C.fallocate(number, CLibrary.FALLOC_FL_KEEP_SIZE, from, bytes) == 0) {
            return true;
        }
        int error = Native.getLastError();
        if (error == NOT_SUPPORTED || error == NO_SUCH_CALL) {
            return false;
        }
        giveBack(from);
        throw noRoom(bytes, "error " + error);
    }

    private IOException noRoom(long bytes, String why) {
        return new IOException("no room for %d bytes in %s: %s".formatted(bytes, file.path(), why));
    }

    /** What libxl wrote or read counts: the file goes on behind it. */
    void keep() throws IOException {
        file.position(at(0, CLibrary.SEEK_CUR));
    }

    /** Gives back what was reserved and is not needed, and what was written and does not count. */
    void giveBack() throws IOException {
        giveBack(file.position());
    }

    private void giveBack(long behind) {
        C.ftruncate(number, Math.max(behind, sizeBefore)); // a device says no, and has nothing to give
    }

    private long at(long offset, int from) throws IOException {
        long position = C.lseek(number, offset, from);
        if (position < 0) {
            throw new IOException("cannot find a place in %s: error %d".formatted(file.path(), Native.getLastError()));
        }
        return position;
    }

    @Override
    public void close() {
        C.close(number);
    }
}
