package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Capabilities;
import io.xapid.hypervisor.Capabilities.Feature;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.Nic;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What Xen can do for guests here, and whether a guest's wishes keep to it. */
record XenLimits(Capabilities capabilities) {
    /** Of a PVH guest. */
    private static final int MAX_VCPUS = 128;

    /** By which name {@link Capabilities#versions} has {@code kinds}. */
    private static final String KINDS = "xen_caps";

    /**
     * What this Xen is.
     *
     * @param version the hypervisor's, in full
     * @param kinds which kinds of guests it runs, in its own words, with spaces between
     */
    static XenLimits of(String version, String kinds) {
        var features = EnumSet.of(
                Feature.REAL_GUESTS,
                Feature.DIRECT_KERNEL_BOOT,
                Feature.DISK_HOTPLUG,
                Feature.NIC_HOTPLUG,
                Feature.CHANGE_MEDIUM,
                Feature.VCPU_HOTPLUG,
                Feature.VCPU_HOTUNPLUG,
                Feature.BALLOON,
                Feature.SUSPEND,
                Feature.SERIAL_CONSOLE,
                Feature.BRIDGED_NICS);
        return new XenLimits(new Capabilities(
                "xen",
                version,
                "xen",
                "this is the control domain of a Xen host",
                features,
                Set.of(),
                Set.of(),
                Set.of(DomainConfig.TYPE_KEY),
                MAX_VCPUS,
                Disk.SLOTS,
                Nic.SLOTS,
                Map.of("xen", version, KINDS, kinds)));
    }

    void check(DomainSpec spec) {
        if (spec.vcpus().max() > MAX_VCPUS) {
            throw unsupported("Xen gives such a guest at most %d vCPUs".formatted(MAX_VCPUS));
        }
        if (!(spec.boot() instanceof Boot.DirectKernel)) {
            throw unsupported("this host has no firmware for guests");
        }
        if (!DomainConfig.TYPES.contains(DomainConfig.typeOf(spec))) {
            throw unsupported("this host does not run guests of type " + DomainConfig.typeOf(spec));
        }
        spec.nics().forEach(this::check);
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
