package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.OwnSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Domain 0. */
final class XenOwnSystem implements OwnSystem {
    /** What it keeps beyond what its programs hold: they start others all the time. */
    private static final long SPARE_BYTES = 128L << 20;

    private static final Pattern LINE = Pattern.compile("(\\w+): +([0-9]{1,15}) kB");

    private final Asking asking;
    private final XenPhysicalHost host;
    private final Path memoryFile;

    /** @param memoryFile where the kernel says how its memory is used, usually {@code /proc/meminfo} */
    XenOwnSystem(Asking asking, XenPhysicalHost host, Path memoryFile) {
        this.asking = asking;
        this.host = host;
        this.memoryFile = memoryFile;
    }

    @Override
    public void setMemoryTarget(long bytes) {
        check(bytes, host.read().control().mostBytes(), memoryFile);
        asking.ask(libxl -> {
            libxl.host().setOwnMemoryTarget(bytes >> 10);
            return true;
        });
    }

    /** Without memory, the control domain would end what serves all guests. */
    static void check(long bytes, long most, Path memoryFile) {
        long least = heldBytes(memoryFile) + SPARE_BYTES;
        if (bytes < least || bytes > most) {
            throw new HypervisorException(
                    Reason.FAILED,
                    "the control domain can have %d to %d MiB of memory now, not %d"
                            .formatted(least >> 20, most >> 20, bytes >> 20));
        }
    }

    private static long heldBytes(Path memoryFile) {
        try {
            Map<String, Long> kilobytes = Files.readAllLines(memoryFile).stream()
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .collect(Collectors.toMap(
                            line -> line.group(1), line -> Long.parseLong(line.group(2)), (first, again) -> first));
            Long total = kilobytes.get("MemTotal");
            Long available = kilobytes.get("MemAvailable");
            if (total != null && available != null) {
                return (total - available) << 10;
            }
            throw new IOException("no such line");
        } catch (IOException e) {
            throw new HypervisorException(Reason.FAILED, "cannot tell how much memory the control domain uses", e);
        }
    }
}
