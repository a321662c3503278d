package io.xapid.server.host;

import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.OnCrash;
import io.xapid.model.vm.OnExit;
import io.xapid.model.vm.Vm;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The templates that every host offers, as rows. */
final class TemplateRows {
    /** The template that boots as it is. */
    static final String TINY_LINUX = "Tiny Linux";

    private static final long MEGABYTE = 1L << 20;
    private static final long GIGABYTE = 1L << 30;
    private static final String MARK = "default_template";

    private TemplateRows() {}

    /** Adds those that are missing, and leaves the others as they are. */
    static void write(Transaction transaction, Optional<TinyLinux> tiny) {
        for (TemplateKind kind : TemplateKind.all()) {
            if (find(transaction, kind.name()).isEmpty()) {
                draft(kind).insert(transaction);
            }
        }
        tiny.ifPresent(image -> find(transaction, TINY_LINUX)
                .ifPresentOrElse(
                        row -> files(image).update(transaction, row.ref()),
                        () -> tinyLinux(image).insert(transaction)));
    }

    private static Optional<Row<Vm>> find(Transaction transaction, String name) {
        return transaction.table(Vm.CLASS).rows().stream()
                .filter(row -> row.get(Vm.IS_DEFAULT_TEMPLATE)
                        && row.get(Vm.NAME_LABEL).equals(name))
                .findFirst();
    }

    private static Draft<Vm> draft(TemplateKind kind) {
        return template(kind.name(), kind.description(), kind.memoryMegabytes(), kind.vcpus())
                .with(Vm.DOMAIN_TYPE, DomainType.HVM)
                .with(Vm.HVM_BOOT_POLICY, "BIOS order")
                .with(Vm.HVM_BOOT_PARAMS, Map.of("order", "cdn", "firmware", kind.uefi() ? "uefi" : "bios"))
                .with(Vm.PLATFORM, platform(kind))
                .with(Vm.OTHER_CONFIG, otherConfig(kind))
                .with(Vm.RECOMMENDATIONS, recommendations(kind.windows() ? 1536 : 1649, 64));
    }

    private static Draft<Vm> tinyLinux(TinyLinux image) {
        return template(TINY_LINUX, "A Linux of a few megabytes that boots as it is, without a disk.", 256, 1)
                .with(Vm.DOMAIN_TYPE, DomainType.PVH)
                .with(Vm.PV_ARGS, TinyLinux.COMMAND_LINE)
                .with(Vm.PLATFORM, Map.of("nx", "true", "acpi", "1", "apic", "true", "pae", "true"))
                .with(Vm.OTHER_CONFIG, Map.of(MARK, "true", "install-methods", ""))
                .with(Vm.RECOMMENDATIONS, recommendations(64, 32))
                .with(files(image));
    }

    private static Draft<Vm> files(TinyLinux image) {
        return new Draft<>(Vm.CLASS)
                .with(Vm.PV_KERNEL, image.kernel().toString())
                .with(Vm.PV_RAMDISK, image.ramdisk().toString());
    }

    private static Draft<Vm> template(String name, String description, long memoryMegabytes, long vcpus) {
        long memory = memoryMegabytes * MEGABYTE;
        return new Draft<>(Vm.CLASS)
                .with(Vm.NAME_LABEL, name)
                .with(Vm.NAME_DESCRIPTION, description)
                .with(Vm.IS_A_TEMPLATE, true)
                .with(Vm.IS_DEFAULT_TEMPLATE, true)
                .with(Vm.REFERENCE_LABEL, name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"))
                .with(Vm.USER_VERSION, 1L)
                .with(Vm.MEMORY_STATIC_MIN, Math.min(memory, 128 * MEGABYTE))
                .with(Vm.MEMORY_DYNAMIC_MIN, memory)
                .with(Vm.MEMORY_DYNAMIC_MAX, memory)
                .with(Vm.MEMORY_STATIC_MAX, memory)
                .with(Vm.VCPUS_MAX, vcpus)
                .with(Vm.VCPUS_AT_STARTUP, vcpus)
                .with(Vm.ACTIONS_AFTER_SHUTDOWN, OnExit.DESTROY)
                .with(Vm.ACTIONS_AFTER_REBOOT, OnExit.RESTART)
                .with(Vm.ACTIONS_AFTER_CRASH, OnCrash.RESTART)
                .with(Vm.HAS_VENDOR_DEVICE, false)
                .with(Vm.DOMID, -1L);
    }

    private static Map<String, String> platform(TemplateKind kind) {
        var platform = new TreeMap<String, String>();
        platform.put("nx", "true");
        platform.put("acpi", "1");
        platform.put("apic", "true");
        platform.put("pae", "true");
        platform.put("hap", "true");
        platform.put("viridian", String.valueOf(kind.windows()));
        platform.put("vga", "std");
        platform.put("videoram", "8");
        platform.put("device-model", kind.uefi() ? "qemu-upstream-uefi" : "qemu-upstream-compat");
        if (kind.uefi()) {
            platform.put("secureboot", "false");
        }
        return platform;
    }

    private static Map<String, String> otherConfig(TemplateKind kind) {
        var config = new TreeMap<String, String>();
        config.put(MARK, "true");
        config.put("install-methods", "cdrom");
        if (!kind.windows() && kind.diskGigabytes() > 0) {
            config.put("linux_template", "true");
        }
        if (kind.diskGigabytes() > 0) {
            config.put("disks", """
                    <provision><disk device="0" size="%d" sr="" bootable="true" type="system"/></provision>""".formatted(kind.diskGigabytes() * GIGABYTE));
        }
        return config;
    }

    /** Limits that clients keep to in their forms. */
    private static String recommendations(long memoryGigabytes, long vcpus) {
        return "<restrictions>"
                + "<restriction field=\"memory-static-max\" max=\"%d\"/>".formatted(memoryGigabytes * GIGABYTE)
                + "<restriction field=\"vcpus-max\" max=\"%d\"/>".formatted(vcpus)
                + "<restriction property=\"number-of-vbds\" max=\"16\"/>"
                + "<restriction property=\"number-of-vifs\" max=\"7\"/>"
                + "<restriction field=\"has-vendor-device\" value=\"false\"/>"
                + "</restrictions>";
    }
}
