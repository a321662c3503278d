package io.xapid.hypervisor.qemu;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.bridge.Printable;
import io.xapid.hypervisor.qmp.Qmp;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A guest's QEMU command line: a list of arguments, in which whatever could hold a comma travels as JSON. */
final class QemuCommand {
    static final String SANDBOX = "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny";
    static final String GUEST_PORT = "io.xapid.guest";
    static final String SERIAL_CHARDEV = "serial0";
    static final String BALLOON = "balloon0";
    static final Set<String> PLATFORM_KEYS = Set.of("vga", "videoram", "hpet", "viridian", "timeoffset");

    /** Places on the old disk controller. */
    static final int IDE_PLACES = 4;

    private static final int LOWEST_VIDEO_MIB = 1;
    private static final int HIGHEST_VIDEO_MIB = 256;

    private final Path binary;
    private final Accelerator accelerator;
    private final Optional<UefiFirmware> uefi;
    private final Devices devices;
    private final Clock clock;

    QemuCommand(Path binary, Accelerator accelerator, Optional<UefiFirmware> uefi, Devices devices, Clock clock) {
        this.binary = binary;
        this.accelerator = accelerator;
        this.uefi = uefi;
        this.devices = devices;
        this.clock = clock;
    }

    /** Arguments of a QEMU that waits, paused, for what its monitor says; with {@code incoming} for a saved guest. */
    List<String> of(DomainSpec spec, boolean incoming) {
        var line = new ArrayList<String>(64);
        line.add(binary.toString());
        add(line, "-name", "guest=" + comma(Printable.of(spec.name(), 64)) + ",debug-threads=on");
        add(line, "-uuid", spec.vm().toString());
        line.addAll(List.of("-S", "-no-user-config", "-nodefaults", "-no-shutdown"));
        add(line, "-action", "reboot=reset,panic=pause");
        add(line, "-pidfile", RunDirectory.PID_FILE);
        add(line, "-msg", "timestamp=on");
        if (accelerator.sandbox()) {
            add(line, "-sandbox", SANDBOX);
        }
        machine(line, spec);
        boot(line, spec);
        monitor(line);
        consoles(line, spec);
        common(line);
        disks(line, spec);
        nics(line, spec);
        if (incoming) {
            add(line, "-incoming", "defer");
        }
        return List.copyOf(line);
    }

    private void machine(List<String> line, DomainSpec spec) {
        boolean kvm = accelerator.kind() == Accelerator.Kind.KVM;
        Map<String, String> platform = spec.platform();
        String hpet = platform.getOrDefault("hpet", "true").equals("false") ? "off" : "on";
        add(line, "-machine", "pc,usb=off,vmport=off,dump-guest-core=off,hpet=" + hpet);
        add(line, "-accel", kvm ? "kvm" : "tcg,thread=multi");
        boolean viridian = kvm && platform.getOrDefault("viridian", "false").equals("true");
        add(
                line,
                "-cpu",
                kvm
                        ? "host,migratable=on" + (viridian ? ",hv-relaxed,hv-vapic,hv-time,hv-spinlocks=0x1fff" : "")
                        : "max");
        var vcpus = spec.vcpus();
        add(
                line,
                "-smp",
                "cpus=%d,maxcpus=%d,sockets=%d,cores=%d,threads=1"
                        .formatted(
                                vcpus.atStart(),
                                vcpus.max(),
                                vcpus.max() / vcpus.coresPerSocket(),
                                vcpus.coresPerSocket()));
        add(line, "-m", "size=%dK".formatted(spec.memory().staticMaxBytes() >> 10));
        add(line, "-rtc", "base=" + clockBase(platform.get("timeoffset")) + ",clock=host");
    }

    private String clockBase(@Nullable String offsetSeconds) {
        if (offsetSeconds == null || !offsetSeconds.matches("-?[0-9]{1,10}") || Long.parseLong(offsetSeconds) == 0) {
            return "utc";
        }
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(clock.instant()
                .truncatedTo(ChronoUnit.SECONDS)
                .plusSeconds(Long.parseLong(offsetSeconds))
                .atOffset(ZoneOffset.UTC)
                .toLocalDateTime());
    }

    private void boot(List<String> line, DomainSpec spec) {
        if (spec.boot() instanceof Boot.DirectKernel direct) {
            add(line, "-kernel", direct.kernel().toString());
            direct.initrd().ifPresent(initrd -> add(line, "-initrd", initrd.toString()));
            add(line, "-append", Printable.of(direct.commandLine(), 2048));
        } else if (spec.boot() instanceof Boot.Firmware firmware) {
            if (firmware.kind() == Boot.FirmwareKind.UEFI) {
                Path variables = firmware.variables().orElse(Path.of(RunDirectory.VARIABLES));
                add(line, "-drive", pflash(0, uefi.orElseThrow().code(), true));
                add(line, "-drive", pflash(1, variables, false));
            }
            add(line, "-boot", "strict=on,menu=off");
        }
    }

    private static String pflash(int unit, Path file, boolean readOnly) {
        return "if=pflash,unit=%d,format=raw,readonly=%s,file=%s"
                .formatted(unit, readOnly ? "on" : "off", comma(file.toString()));
    }

    private static void monitor(List<String> line) {
        add(line, "-chardev", "socket,id=qmp,path=" + RunDirectory.QMP_SOCKET + ",server=on,wait=off");
        add(line, "-mon", "chardev=qmp,mode=control");
    }

    private static void consoles(List<String> line, DomainSpec spec) {
        if (spec.consoles().graphical()) {
            String model = spec.platform().getOrDefault("vga", "std").equals("cirrus") ? "cirrus-vga" : "VGA";
            int mebibytes = videoMebibytes(spec.platform().getOrDefault("videoram", "16"));
            add(line, "-device", json(Map.of("driver", model, "id", "video0", "vgamem_mb", mebibytes)));
            add(line, "-vnc", "unix:" + RunDirectory.VNC_SOCKET + ",share=force-shared");
            add(line, "-device", json(Map.of("driver", "piix3-usb-uhci", "id", "usb")));
            add(line, "-device", json(Map.of("driver", "usb-tablet", "id", "tablet0", "bus", "usb.0")));
        } else {
            add(line, "-display", "none");
        }
        if (spec.consoles().serial()) {
            add(
                    line,
                    "-chardev",
                    "socket,id=" + SERIAL_CHARDEV + ",path=" + RunDirectory.SERIAL_SOCKET
                            + ",server=on,wait=off,logfile=" + RunDirectory.SERIAL_LOG + ",logappend=on");
            add(line, "-device", json(Map.of("driver", "isa-serial", "id", "com0", "chardev", SERIAL_CHARDEV)));
        }
    }

    /** What QEMU takes as video memory: a power of two in its bounds. */
    private static int videoMebibytes(String wanted) {
        if (!wanted.matches("[0-9]{1,4}")) {
            return 16;
        }
        int bounded = Math.max(LOWEST_VIDEO_MIB, Math.min(HIGHEST_VIDEO_MIB, Integer.parseInt(wanted)));
        return Integer.highestOneBit(bounded);
    }

    /** Devices that every guest has. */
    private static void common(List<String> line) {
        add(line, "-device", json(Map.of("driver", "virtio-scsi-pci", "id", Devices.SCSI)));
        add(line, "-device", json(Map.of("driver", "virtio-serial-pci", "id", "channels")));
        channel(line, "guest", RunDirectory.GUEST_SOCKET, GUEST_PORT, 1);
        channel(line, "agent", RunDirectory.AGENT_SOCKET, "org.qemu.guest_agent.0", 2);
        add(line, "-device", json(Map.of("driver", "virtio-balloon-pci", "id", BALLOON)));
        add(line, "-device", json(Map.of("driver", "pvpanic", "id", "panic0")));
    }

    private static void channel(List<String> line, String id, String socket, String name, int number) {
        add(line, "-chardev", "socket,id=" + id + ",path=" + socket + ",server=on,wait=off");
        add(
                line,
                "-device",
                json(Map.of(
                        "driver", "virtserialport", "id", "port-" + id, "chardev", id, "name", name, "nr", number)));
    }

    private void disks(List<String> line, DomainSpec spec) {
        List<String> order = Devices.bootOrder(spec);
        int idePlace = 0;
        for (Disk disk : spec.disks()) {
            disk.medium().ifPresent(medium -> blockNodes(line, disk, medium));
            Map<String, Object> device;
            if (disk.bus() == Disk.Bus.PARAVIRTUAL) {
                device = devices.scsiDrive(spec.vm(), disk);
            } else if (idePlace < IDE_PLACES) {
                device = devices.ideDrive(spec.vm(), disk, idePlace);
                idePlace++;
            } else {
                throw new HypervisorException(
                        Reason.UNSUPPORTED,
                        "guest %s wants more than %d emulated drives".formatted(spec.vm(), IDE_PLACES));
            }
            add(line, "-device", json(withBootIndex(device, order)));
        }
    }

    private void blockNodes(List<String> line, Disk disk, Medium medium) {
        for (Map<String, Object> node : devices.blockNodes(disk.slot(), medium, disk.readOnly())) {
            add(line, "-blockdev", json(node));
        }
    }

    private void nics(List<String> line, DomainSpec spec) {
        List<String> order = Devices.bootOrder(spec);
        for (Nic nic : spec.nics()) {
            add(line, "-netdev", json(devices.netdev(spec.vm(), nic)));
            add(line, "-device", json(withBootIndex(devices.nic(nic), order)));
        }
    }

    private static Map<String, Object> withBootIndex(Map<String, Object> device, List<String> order) {
        int index = order.indexOf(String.valueOf(device.get("id")));
        if (index < 0) {
            return device;
        }
        var indexed = new LinkedHashMap<>(device);
        indexed.put("bootindex", index + 1);
        return indexed;
    }

    private static void add(List<String> line, String option, String value) {
        line.add(option);
        line.add(value);
    }

    /** QEMU's own option syntax writes a comma inside a value as two. */
    private static String comma(String value) {
        return value.replace(",", ",,");
    }

    private static String json(Map<String, ?> value) {
        try {
            return Qmp.JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings and numbers is always JSON", e);
        }
    }
}
