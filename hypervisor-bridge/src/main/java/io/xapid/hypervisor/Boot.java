package io.xapid.hypervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How a guest comes to life. */
public sealed interface Boot {

    /** The hypervisor loads a kernel itself. */
    record DirectKernel(Path kernel, Optional<Path> initrd, String commandLine) implements Boot {}

    /**
     * Firmware looks for something to boot.
     *
     * @param order kinds of device in the order in which they are tried; kinds not named are not tried
     * @param variables where UEFI keeps its variables; when empty they live and die with the domain. BIOS has none
     */
    record Firmware(FirmwareKind kind, List<BootDevice> order, Optional<Path> variables) implements Boot {
        public Firmware {
            order = List.copyOf(order);
        }

        /** A BIOS boot. */
        public static Firmware bios(BootDevice... order) {
            return new Firmware(FirmwareKind.BIOS, List.of(order), Optional.empty());
        }
    }

    /** Which firmware. */
    enum FirmwareKind {
        BIOS,
        UEFI
    }

    /** What firmware can boot from. */
    enum BootDevice {
        DISK,
        CDROM,
        NETWORK
    }
}
