package io.xapid.hypervisor.xen.libxl;

import com.sun.jna.ptr.IntByReference;
import io.xapid.hypervisor.StateFile;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Domains on their way to and from streams, in the form that libxl itself writes. */
public final class LibxlStreams {
    /** Where in {@code libxl_domain_restore_params} the version of the stream is, and the one since Xen 4.6. */
    private static final long STREAM_VERSION_OFFSET = 4;

    private static final int STREAM_VERSION = 2;
    /** From {@code libxl.h}: {@code LIBXL_SUSPEND_LIVE}. */
    private static final int LIVE = 2;

    private static final int NO_FILE = -1;
    private static final long PAGE_BYTES = 4096;

    /** What the stream needs for each page beside its content, with room to spare. */
    private static final long NUMBER_BYTES = 16;

    /** Device models, processors, and xenstore's part: far less in all guests that were seen. */
    private static final long DEVICE_BYTES = 64L << 20;

    private static final Duration LAST_BYTES = Duration.ofSeconds(60);

    private final LibxlContext libxl;

    LibxlStreams(LibxlContext libxl) {
        this.libxl = libxl;
    }

    /** Saves a running domain; it helps, and stands still for good when this returns. */
    public void save(int domid, WritableByteChannel to) throws LibxlException, IOException {
        if (to instanceof StateFile file) {
            try (var lent = LentFile.toWrite(file)) {
                if (lent.reserve(mostBytes(domid))) { // libxl 4.17 takes the process down when it cannot write
                    write(domid, lent);
                    return;
                }
            }
        }
        send(domid, to, 0);
    }

    /** The same, but the domain runs on until most of it is gone. */
    public void sendLive(int domid, WritableByteChannel to) throws LibxlException, IOException {
        send(domid, to, LIVE);
    }

    private void send(int domid, WritableByteChannel to, int flags) throws LibxlException, IOException {
        var failed = new AtomicReference<@Nullable IOException>();
        try (var pipe = new Pipe()) {
            var reader = beside("xapid-xen-save", failed, () -> pipe.drainTo(to));
            int code;
            try {
                code = libxl.library().domainSuspend(libxl.context(), domid, pipe.writer(), flags, null);
            } finally {
                pipe.closeWriter();
                ended(reader);
            }
            throwIf(failed.get());
            libxl.check(code, "save domain " + domid);
        }
    }

    private void write(int domid, LentFile lent) throws LibxlException, IOException {
        try {
            libxl.check(
                    libxl.library().domainSuspend(libxl.context(), domid, lent.number(), 0, null),
                    "save domain " + domid);
            lent.keep();
        } finally {
            lent.giveBack();
        }
    }

    /** What a domain that does not run on meanwhile can fill: its pages, their numbers, its devices. */
    private long mostBytes(int domid) throws LibxlException {
        long memory = libxl.info(domid).map(DomainInfo::memoryKib).orElse(0L) << 10;
        return memory + memory / PAGE_BYTES * NUMBER_BYTES + DEVICE_BYTES;
    }

    /** Makes a domain of what was saved, its processors standing still; returns its number. */
    public int restore(String config, ReadableByteChannel from) throws LibxlException, IOException {
        if (from instanceof StateFile file) {
            try (var lent = LentFile.toRead(file)) {
                int domid = make(config, lent.number(), () -> {});
                lent.keep();
                return domid;
            }
        }
        var failed = new AtomicReference<@Nullable IOException>();
        try (var pipe = new Pipe()) {
            var writer = beside("xapid-xen-restore", failed, () -> pipe.fillFrom(from));
            int domid = make(config, pipe.reader(), () -> {
                pipe.closeReader();
                ended(writer);
            });
            throwIf(failed.get());
            return domid;
        }
    }

    private int make(String config, int stream, Copying afterwards) throws LibxlException, IOException {
        try (var room = new ConfigRoom(libxl, config);
                var parameters = LibxlContext.cleared(LibxlContext.ROOM_BYTES)) {
            libxl.library().domainRestoreParamsInit(parameters);
            // left at the oldest version, libxl starts a program that converts, and takes the process down when it
            // fails
            parameters.setInt(STREAM_VERSION_OFFSET, STREAM_VERSION);
            var domid = new IntByReference(NO_FILE);
            int code;
            try {
                code = libxl.library()
                        .domainCreateRestore(
                                libxl.context(), room.memory(), domid, stream, NO_FILE, parameters, null, null);
            } finally {
                afterwards.run();
            }
            libxl.check(code, "bring back the domain");
            return domid.getValue();
        }
    }

    private interface Copying {
        void run() throws IOException;
    }

    private static Thread beside(String name, AtomicReference<@Nullable IOException> failed, Copying copying) {
        var thread = new Thread(
                () -> {
                    try {
                        copying.run();
                    } catch (IOException e) {
                        failed.set(e);
                    } catch (RuntimeException | OutOfMemoryError e) { // of whoever gave us the channel
                        failed.set(new IOException("cannot copy: " + e, e));
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** libxl has let go of its end, so there is nothing to copy any more; one that waits for the channel is called off. */
    private static void ended(Thread copying) throws IOException {
        try {
            copying.join(LAST_BYTES.toMillis());
            copying.interrupt();
            copying.join(LAST_BYTES.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (copying.isAlive()) {
            throw new IOException("the channel of the saved state does not answer");
        }
    }

    private static void throwIf(@Nullable IOException failure) throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
