package io.xapid.hypervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

    /**
     * A program looks for a kernel in one of the guest's disks: a paravirtual guest boots what is installed there.
     *
     * @param slot of that disk
     * @param arguments further ones for a program that the host runs; whoever lets others choose them bounds the choice,
     *     since some programs write files where they are told
     * @param commandLine what such a program adds to the kernel's command line
     */
    record Bootloader(BootloaderKind kind, int slot, List<String> arguments, String commandLine) implements Boot {
        public Bootloader {
            arguments = List.copyOf(arguments);
        }
    }

    /** Which program. */
    enum BootloaderKind {
        /** The host reads the guest's disk and takes a kernel out of it. */
        PYGRUB,
        /** GRUB itself is the guest's kernel, and loads another: the host never looks into the disk. */
        PVGRUB;

        /** By which name a guest's owner asks for it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
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
