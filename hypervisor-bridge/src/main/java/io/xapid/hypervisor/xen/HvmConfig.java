package io.xapid.hypervisor.xen;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.DomainSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is special about a guest in a whole machine, with firmware and devices that QEMU emulates. Values that the
 * platform's keys cannot have count as not given.
 */
final class HvmConfig {
    /** Keys of the platform that are taken notice of. */
    static final Set<String> PLATFORM_KEYS = Set.of(
            "vga",
            "videoram",
            "hpet",
            "viridian",
            "timeoffset",
            "acpi",
            "apic",
            "pae",
            "nx",
            "nested-virt",
            "usb",
            "usb_tablet",
            "hap",
            HvmConfig.SHADOW_KEY);

    /** How much more memory than libxl reckons Xen sets aside for page tables of the guest; from 1. */
    static final String SHADOW_KEY = "shadow-multiplier";

    private static final double MOST_TIMES = 100;

    private static final int USUAL_VIDEO_MIB = 16;
    private static final int HIGHEST_VIDEO_MIB = 256;
    private static final long WORD = 1L << 32;

    private final DomainSpec spec;
    private final GuestFiles files;
    private final XenFirmware firmware;

    HvmConfig(DomainSpec spec, GuestFiles files, XenFirmware firmware) {
        this.spec = spec;
        this.files = files;
        this.firmware = firmware;
    }

    /** Whether the processor walks the guest's page tables, or Xen keeps shadows of them. */
    static boolean isHardwarePaged(DomainSpec spec) {
        return wish(spec, "hap").orElse(true);
    }

    /** Puts it into what libxl is to build. */
    void addTo(ObjectNode building) {
        building.put("device_model_version", "qemu_xen");
        building.put("nested_hvm", wish("nested-virt").orElse(false) ? "True" : "False");
        for (String key : new String[] {"acpi", "apic"}) {
            building.put(key, wish(key).orElse(true) ? "True" : "False");
        }
        building.put("video_memkb", spec.consoles().graphical() ? (long) videoMebibytes() << 10 : 0);
        times().ifPresent(times -> building.put("shadow_memkb", (long) (times * usualTablesKib())));
        clockOffset().ifPresent(seconds -> building.put("rtc_timeoffset", Math.floorMod(seconds, WORD)));
        building.set("type.hvm", machine());
    }

    private ObjectNode machine() {
        var machine = JsonNodeFactory.instance.objectNode();
        boot(machine);
        for (String key : new String[] {"pae", "nx", "hpet"}) {
            machine.put(key, wish(key).orElse(true) ? "True" : "False");
        }
        machine.put("viridian", wish("viridian").orElse(false) ? "True" : "False");
        machine.put("xen_platform_pci", "True");
        screen(machine);
        if (spec.consoles().serial()) {
            machine.put("serial", files.serialOption());
        }
        boolean usb = wish("usb").orElse(true);
        machine.put("usb", usb ? "True" : "False");
        if (usb && spec.consoles().graphical() && wish("usb_tablet").orElse(true)) {
            machine.putArray("usbdevice_list").add("tablet"); // a pointer that is where the viewer's is
        }
        return machine;
    }

    private void boot(ObjectNode machine) {
        var kind = Boot.FirmwareKind.BIOS;
        if (spec.boot() instanceof Boot.Firmware wanted) {
            kind = wanted.kind();
            machine.put("boot", wanted.order().stream().map(HvmConfig::letter).collect(Collectors.joining()));
        }
        machine.put("bios", kind == Boot.FirmwareKind.UEFI ? "ovmf" : "seabios");
        firmware.file(kind).ifPresent(file -> machine.put("system_firmware", file.toString()));
    }

    private static String letter(Boot.BootDevice device) {
        return switch (device) {
            case DISK -> "c";
            case CDROM -> "d";
            case NETWORK -> "n";
        };
    }

    private void screen(ObjectNode machine) {
        var viewer = machine.putObject("vnc");
        if (spec.consoles().graphical()) {
            viewer.put("enable", "True").put("listen", files.screenOption()).put("findunused", "False");
            machine.putObject("vga").put("kind", cirrus() ? "cirrus" : "std");
        } else {
            viewer.put("enable", "False");
            machine.put("nographic", "True");
            machine.putObject("vga").put("kind", "none");
        }
    }

    private boolean cirrus() {
        return "cirrus".equals(spec.platform().get("vga"));
    }

    /** What the card takes: a power of two in its bounds. */
    private int videoMebibytes() {
        int least = cirrus() ? 8 : USUAL_VIDEO_MIB;
        String wanted = spec.platform().getOrDefault("videoram", "");
        if (!wanted.matches("[0-9]{1,4}") || Integer.parseInt(wanted) < least) {
            return least;
        }
        return Integer.highestOneBit(Math.min(HIGHEST_VIDEO_MIB, Integer.parseInt(wanted)));
    }

    private Optional<Double> times() {
        return Optional.ofNullable(spec.platform().get(SHADOW_KEY))
                .filter(text -> text.matches("[0-9]{1,3}([.][0-9]{1,9})?"))
                .map(Double::parseDouble)
                .filter(times -> times > 1 && times <= MOST_TIMES);
    }

    /** What libxl sets aside: a mebibyte for each processor, and eight KiB for each mebibyte. */
    private long usualTablesKib() {
        return 1_024L * spec.vcpus().max() + 8 * (spec.memory().staticMaxBytes() >> 20);
    }

    private Optional<Long> clockOffset() {
        return Optional.ofNullable(spec.platform().get("timeoffset"))
                .filter(text -> text.matches("-?[0-9]{1,9}"))
                .map(Long::parseLong);
    }

    private Optional<Boolean> wish(String key) {
        return wish(spec, key);
    }

    private static Optional<Boolean> wish(DomainSpec spec, String key) {
        return Optional.ofNullable(WORDS.get(spec.platform().getOrDefault(key, "")));
    }

    private static final Map<String, Boolean> WORDS = Map.of("true", true, "1", true, "false", false, "0", false);
}
