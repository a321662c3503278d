package io.xapid.hypervisor;

import java.util.Map;
import java.util.Set;

/**
 * What a hypervisor is and can do here, on this host.
 *
 * @param name its kind: {@code qemu}, {@code xen}, {@code simulator}
 * @param version its own version
 * @param accelerator how guests' instructions are run: {@code kvm}, {@code tcg}, {@code xen}, {@code none}
 * @param acceleratorReason why that one, for operators
 * @param features what it can do beyond booting and ending guests
 * @param firmware which firmware it has
 * @param bootloaders which programs it has that look for a kernel in a guest's disk
 * @param machines names of the machine types that guests may have
 * @param platformKeys keys of {@link DomainSpec#platform()} it takes notice of
 * @param maxVcpus most vCPUs of one guest
 * @param maxDisks most drives of one guest
 * @param maxNics most NICs of one guest
 * @param versions further version strings, by name
 */
public record Capabilities(
        String name,
        String version,
        String accelerator,
        String acceleratorReason,
        Set<Feature> features,
        Set<Boot.FirmwareKind> firmware,
        Set<Boot.BootloaderKind> bootloaders,
        Set<String> machines,
        Set<String> platformKeys,
        int maxVcpus,
        int maxDisks,
        int maxNics,
        Map<String, String> versions) {

    public Capabilities {
        features = Set.copyOf(features);
        firmware = Set.copyOf(firmware);
        bootloaders = Set.copyOf(bootloaders);
        machines = Set.copyOf(machines);
        platformKeys = Set.copyOf(platformKeys);
        versions = Map.copyOf(versions);
    }

    /** Whether it can do that. */
    public boolean can(Feature feature) {
        return features.contains(feature);
    }

    /** What a hypervisor may or may not be able to do. */
    public enum Feature {
        /** Guests are real: code runs in them. The simulator lacks it. */
        REAL_GUESTS,
        DIRECT_KERNEL_BOOT,
        DISK_HOTPLUG,
        NIC_HOTPLUG,
        CHANGE_MEDIUM,
        VCPU_HOTPLUG,
        VCPU_HOTUNPLUG,
        /** {@link VcpuSpec#share()} is honoured, and changes while a guest lives. */
        VCPU_SHARES,
        BALLOON,
        /** {@link Hypervisor#suspend} and {@link Hypervisor#restore}. */
        SUSPEND,
        /** {@link DomainSpec#hostDevices()} are passed through. */
        HOST_DEVICES,
        GRAPHICAL_CONSOLE,
        SERIAL_CONSOLE,
        /** NICs can be attached to bridges of the host. */
        BRIDGED_NICS,
        /** NICs can be attached to taps that others make. */
        TAP_NICS,
        /** NICs can be attached without any privilege. */
        USER_MODE_NICS
    }
}
