package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.bridge.GuestFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The folder of one guest: what Xen does not keep of it, and what libxl said while it worked on it. */
final class XenFolder extends GuestFolder {
    static final String LIBXL_LOG = "libxl.log";

    private static final String BUILT = "domain.json";
    private static final long LOG_LIMIT_BYTES = 1 << 20;

    /**
     * That the guest was built.
     *
     * @param domid the number of its domain
     * @param vcpus how many vCPUs it is to have now
     * @param again what is to become of it if a restart is under way
     */
    record Built(int domid, int vcpus, Again again) {
        Built restarting(Again how) {
            return new Built(domid, vcpus, how);
        }
    }

    /** How a guest is to be after a restart that is under way. */
    enum Again {
        /** None is under way. */
        NO,
        RUNNING,
        PAUSED
    }

    XenFolder(Path parent, VmId vm) {
        super(parent, vm);
    }

    void writeBuilt(Built built) throws IOException {
        write(BUILT, built);
    }

    Optional<Built> built() throws IOException {
        return read(BUILT, Built.class);
    }

    /** Back to how it was before it was built. */
    void forgetBuilt() throws IOException {
        forgetEnding();
        Files.deleteIfExists(file(BUILT));
    }

    /** Where libxl writes what it does for this guest; begun anew when it has become long. */
    Path libxlLog() throws IOException {
        Path log = file(LIBXL_LOG);
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            FileChannel.open(log, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                    .close();
        }
        return log;
    }
}
