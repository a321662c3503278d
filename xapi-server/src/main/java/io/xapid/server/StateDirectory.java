package io.xapid.server;

import io.xapid.server.config.ExitCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Where the daemon keeps all that it must not forget.
 *
 * <pre>
 *   state.db ...     the pool's state, with the lock that keeps a second daemon out
 *   host-uuid        which host of the pool this is
 *   certificate.pem  what TLS clients are shown, with its key
 *   xapi             a socket for root on this host
 *   kernels/         kernels that guests may boot
 *   sr/              local storage
 *   bridge/          what the bridge knows of running guests
 *   last-boot        the boot of the host with which VMs were started last
 *   lib/             native libraries that the daemon loads
 *   log/             the daemon's log
 * </pre>
 */
record StateDirectory(Path path) {
    private static final String LOCK = "lock";

    Path certificate() {
        return path.resolve("certificate.pem");
    }

    Path socket() {
        return path.resolve("xapi");
    }

    Path kernels() {
        return path.resolve("kernels");
    }

    Path storage() {
        return path.resolve("sr");
    }

    Path bridge() {
        return path.resolve("bridge");
    }

    Path lastBoot() {
        return path.resolve("last-boot");
    }

    Path libraries() {
        return path.resolve("lib");
    }

    Path logs() {
        return path.resolve("log");
    }

    /** Says whether it could be used, and changes nothing. What it does not see, {@link #open} and the log will. */
    void check() throws StartException {
        if (Files.exists(path)) {
            if (!Files.isDirectory(path) || !Files.isWritable(path)) {
                throw refusal(Files.isDirectory(path) ? "is not writable" : "is no directory", null);
            }
            checkLock();
            return;
        }
        Path ancestor = path;
        while (ancestor.getParent() != null && !Files.exists(ancestor)) {
            ancestor = ancestor.getParent();
        }
        if (!Files.isDirectory(ancestor) || !Files.isWritable(ancestor)) {
            throw refusal("cannot be made: " + ancestor + " is no directory that may be written", null);
        }
    }

    /** Makes it, for its owner alone, if it is not there. */
    void open() throws StartException {
        try {
            if (!Files.exists(path)) {
                Path parent = path.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.createDirectory(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            Files.createDirectories(kernels());
        } catch (IOException problem) {
            throw refusal("cannot be made (" + problem + ")", problem);
        }
    }

    /** Numeric id of the user that it belongs to. */
    int owner() throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }

    /** Says whether a file could be written, be it that it stands in a state directory that is still to be made. */
    static void checkWritable(Path file, Path stateDirectory) throws StartException {
        if (file.startsWith(stateDirectory)) {
            return;
        }
        Path folder = file.getParent();
        boolean writable = Files.isDirectory(file)
                ? false
                : Files.exists(file) || (folder != null && Files.isDirectory(folder) && Files.isWritable(folder));
        if (!writable) {
            throw new StartException(
                    ExitCode.USAGE, "file %s cannot be written: no such directory, or not ours".formatted(file));
        }
    }

    private void checkLock() throws StartException {
        Path lock = path.resolve(LOCK);
        if (!Files.exists(lock)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held == null) {
                throw refusal("is in use by another daemon; stop that one, or choose another directory", null);
            }
        } catch (OverlappingFileLockException inThisProcess) {
            throw refusal("is in use by this very process", inThisProcess);
        } catch (IOException problem) {
            throw refusal("cannot be locked (" + problem + ")", problem);
        }
    }

    StartException refusal(String what, @Nullable Throwable cause) {
        return new StartException(ExitCode.STATE_DIR, "state directory %s %s".formatted(path, what), cause);
    }
}
