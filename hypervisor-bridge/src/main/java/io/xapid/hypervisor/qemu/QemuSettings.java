package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the QEMU bridge needs to be told.
 *
 * @param stateDirectory its own folder: run directories of the guests, and what it learned about the host
 * @param binary the QEMU to start
 * @param accelerator which accelerator to take
 */
public record QemuSettings(Path stateDirectory, Path binary, Choice accelerator) {

    private static final String BINARY = "qemu-system-x86_64";

    public QemuSettings {
        stateDirectory = stateDirectory.toAbsolutePath().normalize();
    }

    /** The host's QEMU, with the best accelerator that works. Fails if there is no QEMU. */
    public static QemuSettings in(Path stateDirectory) {
        for (String folder : System.getenv().getOrDefault("PATH", "/usr/bin").split(File.pathSeparator)) {
            Path candidate = Path.of(folder).resolve(BINARY);
            if (!folder.isEmpty() && Files.isExecutable(candidate)) {
                return new QemuSettings(stateDirectory, candidate.toAbsolutePath(), Choice.BEST);
            }
        }
        throw new HypervisorException(Reason.UNSUPPORTED, "there is no " + BINARY + " on this host's PATH");
    }

    public QemuSettings withAccelerator(Choice other) {
        return new QemuSettings(stateDirectory, binary, other);
    }

    /** Which accelerator to take. */
    public enum Choice {
        /** KVM if it really runs guests here, else TCG. */
        BEST,
        KVM,
        TCG
    }
}
