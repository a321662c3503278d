package io.xapid.hypervisor.xen;

import com.fasterxml.jackson.databind.JsonNode;
import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Boot.BootloaderKind;
import io.xapid.hypervisor.Boot.FirmwareKind;
import io.xapid.hypervisor.Capabilities;
import io.xapid.hypervisor.Capabilities.Feature;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.VcpuShare;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What Xen can do for guests here, and whether a guest's wishes keep to it. */
record XenLimits(Capabilities capabilities, XenBootloaders bootloaders, boolean shadows) {
    /** Of any guest. */
    private static final int MAX_VCPUS = 128;

    /** By which name {@link Capabilities#versions} has {@code kinds}. */
    private static final String KINDS = "xen_caps";

    /** What the Xen of this host says of itself. */
    static XenLimits here(Asking asking, XenFirmware firmware, XenBootloaders bootloaders) {
        JsonNode version = asking.ask(libxl -> libxl.host().version());
        String full = version.path("xen_version_major").asText() + "."
                + version.path("xen_version_minor").asText()
                + version.path("xen_version_extra").asText();
        String kinds = version.path("capabilities").asText().strip();
        return of(full, kinds, asking.ask(libxl -> libxl.host().physical()), firmware, bootloaders);
    }

    /**
     * What this Xen is.
     *
     * @param version the hypervisor's, in full
     * @param kinds which kinds of guests it runs, in its own words, with spaces between
     * @param firmware what the host has for guests in whole machines
     * @param abilities its further abilities, under the names of {@code libxl_physinfo}
     * @param bootloaders what it has for those that boot from their disks without one
     */
    static XenLimits of(
            String version, String kinds, JsonNode abilities, XenFirmware firmware, XenBootloaders bootloaders) {
        Set<FirmwareKind> machines = kinds.contains("hvm-") ? firmware.kinds() : Set.of();
        var features = EnumSet.of(
                Feature.REAL_GUESTS,
                Feature.DIRECT_KERNEL_BOOT,
                Feature.DISK_HOTPLUG,
                Feature.NIC_HOTPLUG,
                Feature.CHANGE_MEDIUM,
                Feature.VCPU_HOTPLUG,
                Feature.VCPU_HOTUNPLUG,
                Feature.VCPU_SHARES,
                Feature.BALLOON,
                Feature.SUSPEND,
                Feature.SERIAL_CONSOLE,
                Feature.BRIDGED_NICS);
        if (!machines.isEmpty()) {
            features.add(Feature.GRAPHICAL_CONSOLE);
        }
        if (abilities.path("cap_hvm_directio").asBoolean()) {
            features.add(Feature.HOST_DEVICES);
        }
        var keys = new HashSet<>(machines.isEmpty() ? Set.<String>of() : HvmConfig.PLATFORM_KEYS);
        keys.add(DomainConfig.TYPE_KEY);
        keys.add(DomainConfig.POOL_KEY);
        keys.add(CpuMask.KEY);
        keys.add(XenRestart.SOFT_RESET_KEY);
        var capabilities = new Capabilities(
                "xen",
                version,
                "xen",
                "this is the control domain of a Xen host",
                features,
                machines,
                bootloaders.kinds(),
                Set.of(),
                keys,
                MAX_VCPUS,
                Disk.SLOTS,
                Nic.SLOTS,
                Map.of("xen", version, KINDS, kinds));
        return new XenLimits(
                capabilities, bootloaders, abilities.path("cap_shadow").asBoolean());
    }

    void check(DomainSpec spec) {
        if (spec.vcpus().max() > MAX_VCPUS) {
            throw unsupported("Xen gives such a guest at most %d vCPUs".formatted(MAX_VCPUS));
        }
        if (spec.boot() instanceof Boot.Firmware wanted) {
            if (!capabilities.firmware().contains(wanted.kind())) {
                throw unsupported("this host has no %s firmware for guests".formatted(wanted.kind()));
            }
            if (wanted.variables().isPresent()) {
                throw unsupported("firmware of Xen guests keeps its variables nowhere");
            }
        }
        CpuMask.check(spec);
        String type = DomainConfig.typeOf(spec);
        if (!types().contains(type)) {
            throw unsupported("this host does not run guests of type " + type);
        }
        if (type.equals(DomainConfig.HVM) && !HvmConfig.isHardwarePaged(spec) && !shadows) {
            throw unsupported("this Xen was built without shadow paging: guests need hap");
        }
        if (!spec.hostDevices().isEmpty()) {
            checkPassThrough(type);
        }
        if (spec.boot() instanceof Boot.Bootloader wanted) {
            check(spec, wanted, type);
        }
        spec.nics().forEach(this::check);
    }

    private void checkPassThrough(String type) {
        if (!capabilities.can(Feature.HOST_DEVICES)) {
            throw unsupported("Xen has no IOMMU here, or does not use it: no device can be passed through");
        }
        if (type.equals(DomainConfig.PVH)) {
            throw unsupported("Xen passes no devices through to PVH guests");
        }
    }

    private void check(DomainSpec spec, Boot.Bootloader wanted, String type) {
        if (!capabilities.bootloaders().contains(wanted.kind())) {
            throw unsupported("this host has no bootloader " + wanted.kind().wireName());
        }
        if (type.equals(DomainConfig.HVM)) {
            throw unsupported("a guest in a whole machine boots by firmware, not by a bootloader of the host");
        }
        if (spec.disk(wanted.slot()).flatMap(Disk::medium).isEmpty()) {
            throw unsupported("there is no disk in slot %d, in which a bootloader is to look".formatted(wanted.slot()));
        }
        if (wanted.kind() == BootloaderKind.PVGRUB && bootloaders.grub(type).isEmpty()) {
            throw unsupported("this host has no GRUB for guests of type " + type);
        }
    }

    /** @param processors how many this host has */
    void check(VcpuShare share, int processors) {
        for (int number : share.inOrder()) {
            if (number >= processors) {
                throw unsupported("this host has no processor %d: there are %d, from 0".formatted(number, processors));
            }
        }
    }

    private Set<String> types() {
        String kinds = capabilities.versions().getOrDefault(KINDS, "");
        var types = new HashSet<String>();
        if (kinds.contains("xen-")) {
            types.add(DomainConfig.PV);
        }
        if (kinds.contains("hvm-")) {
            types.add(DomainConfig.PVH);
        }
        if (!capabilities.firmware().isEmpty()) {
            types.add(DomainConfig.HVM);
        }
        return types;
    }

    void check(Nic nic) {
        if (!(nic.attachment() instanceof Nic.Attachment.Bridge)) {
            throw unsupported("NICs of Xen guests are attached to bridges only");
        }
    }

    private static HypervisorException unsupported(String why) {
        return new HypervisorException(Reason.UNSUPPORTED, why);
    }
}
