package io.xapid.hypervisor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A saved state in a file or on a block device, from some byte on. For {@link Hypervisor#suspend} and
 * {@link Hypervisor#restore} it is a channel like any other; but a bridge that can have the file itself written or read
 * does so, since it costs less, and puts {@link #position} behind what it wrote or read.
 *
 * <p>What is written has reached the file, not yet the disk: {@link #force} does that.
 */
public final class StateFile implements ReadableByteChannel, WritableByteChannel {
    private final Path path;
    private final FileChannel channel;

    private StateFile(Path path, FileChannel channel, long position) throws IOException {
        this.path = path;
        this.channel = channel;
        try {
            channel.position(position);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * For saving into.
     *
     * @param path what is not there becomes a file, for its owner to read only as far as the caller's umask says so
     * @param position where in it the state begins, in bytes
     */
    public static StateFile toSaveInto(Path path, long position) throws IOException {
        return new StateFile(
                path, FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE), position);
    }

    /**
     * For bringing back.
     *
     * @param position where in it the state begins, in bytes
     */
    public static StateFile toRestoreFrom(Path path, long position) throws IOException {
        return new StateFile(path, FileChannel.open(path, StandardOpenOption.READ), position);
    }

    public Path path() {
        return path;
    }

    /** The byte of the file that comes next. */
    public long position() throws IOException {
        return channel.position();
    }

    public void position(long next) throws IOException {
        channel.position(next);
    }

    /** Has what was written so far survive the host's power. */
    public void force() throws IOException {
        channel.force(true);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return channel.write(from);
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
