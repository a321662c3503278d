package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a QEMU which one it is. */
final class QemuVersion {
    private static final Pattern VERSION = Pattern.compile("version ([0-9]+)\\.([0-9]+)\\.([0-9]+)");
    private static final int OLDEST_MAJOR = 7;
    private static final int OLDEST_MINOR = 1;

    private QemuVersion() {}

    /** Its version as three numbers. Fails for one that is too old: devices and NICs are given to it as JSON. */
    static String of(Path binary) throws InterruptedException {
        try {
            var outcome = ShortCommand.run(List.of(binary.toString(), "--version"), Duration.ofSeconds(10));
            Matcher version = VERSION.matcher(outcome.output());
            if (!version.find()) {
                throw new HypervisorException(
                        Reason.UNSUPPORTED, binary + " does not say its version: " + outcome.output());
            }
            int major = Integer.parseInt(version.group(1));
            int minor = Integer.parseInt(version.group(2));
            if (major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR)) {
                throw new HypervisorException(
                        Reason.UNSUPPORTED,
                        "%s is of version %d.%d; at least %d.%d is needed"
                                .formatted(binary, major, minor, OLDEST_MAJOR, OLDEST_MINOR));
            }
            return "%d.%d.%s".formatted(major, minor, version.group(3));
        } catch (IOException e) {
            throw new HypervisorException(Reason.UNSUPPORTED, "cannot run " + binary + ": " + e.getMessage(), e);
        }
    }
}
