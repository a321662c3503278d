package io.xapid.hypervisor.xen;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.PciAddress;
import io.xapid.hypervisor.VcpuShare;
import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.bridge.Printable;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A guest as libxl wants it described: JSON whose names are those of libxl's own {@code libxl_types.idl}. libxl takes no
 * notice of names that it does not know, so a test has it say what it understood.
 */
final class DomainConfig {
    /** Which kind of guest a kernel boots as; {@code pvh} if it is not said. */
    static final String TYPE_KEY = "domain_type";

    /** The processors among which a guest's are shared out, by the name that an administrator gave them. */
    static final String POOL_KEY = "cpu-pool";

    /** A kernel that knows that it is on Xen, and needs no help from the processor. */
    static final String PV = "pv";

    /** A kernel in a guest without a machine around it. */
    static final String PVH = "pvh";

    /** A guest in a whole machine. */
    static final String HVM = "hvm";

    private static final int COMMAND_LINE = 2048;
    private static final int LONGEST_NAME = 64;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final DomainSpec spec;
    private final GuestFiles files;
    private final XenOffers offers;

    DomainConfig(DomainSpec spec, GuestFiles files, XenOffers offers) {
        this.spec = spec;
        this.files = files;
        this.offers = offers;
    }

    /** The name by which libxl knows a guest: names for people need not be unique, and may not be fit for a file. */
    static String nameOf(VmId vm) {
        return vm.toString();
    }

    /** The guest as a whole, with so many processors to begin with. */
    String whole(int vcpus) {
        var config = NODES.objectNode();
        config.set("c_info", creation());
        config.set("b_info", building(vcpus));
        var disks = config.putArray("disks");
        drives().flatMap(disk -> (isMachine() ? Drives.ofMachine(disk, files) : Drives.paravirtual(disk)).stream())
                .forEach(disks::add);
        var nics = config.putArray("nics");
        spec.nics().stream().map(this::nic).forEach(nics::add);
        if (!spec.hostDevices().isEmpty()) {
            var devices = config.putArray("pcidevs");
            spec.hostDevices().stream().map(DomainConfig::node).forEach(devices::add);
        }
        for (String end : new String[] {"on_poweroff", "on_reboot", "on_watchdog", "on_crash"}) {
            config.put(end, "preserve"); // what comes then is for us to decide
        }
        return config.toString(); // a node writes itself as JSON
    }

    /** What firmware boots is in a machine; a kernel can be in either. */
    static String typeOf(DomainSpec spec) {
        return spec.boot() instanceof Boot.Firmware ? HVM : spec.platform().getOrDefault(TYPE_KEY, PVH);
    }

    private boolean isMachine() {
        return typeOf(spec).equals(HVM);
    }

    /** A bootloader looks into the first, whatever its name. */
    private Stream<Disk> drives() {
        return spec.boot() instanceof Boot.Bootloader loader
                ? spec.disks().stream().sorted(Comparator.comparing(disk -> disk.slot() != loader.slot()))
                : spec.disks().stream();
    }

    private ObjectNode creation() {
        var creation = NODES.objectNode()
                .put("type", typeOf(spec))
                .put("name", nameOf(spec.vm()))
                .put("uuid", spec.vm().toString())
                .put("run_hotplug_scripts", "True");
        if (isMachine()) {
            creation.put("hap", HvmConfig.isHardwarePaged(spec) ? "True" : "False");
        }
        String pool = spec.platform().get(POOL_KEY);
        return pool == null ? creation : creation.put("pool_name", Printable.of(pool, LONGEST_NAME));
    }

    private ObjectNode building(int vcpus) {
        var building = NODES.objectNode()
                .put("max_vcpus", spec.vcpus().max())
                .put("max_memkb", spec.memory().staticMaxBytes() >> 10)
                .put("target_memkb", spec.memory().dynamicMaxBytes() >> 10);
        var online = building.putArray("avail_vcpus");
        for (int i = 0; i < vcpus; i++) {
            online.add(i);
        }
        spec.vcpus().share().ifPresent(share -> share(building, share));
        offers.processors().hidden(spec).ifPresent(hidden -> building.set("cpuid", hidden));
        kernel(building);
        if (isMachine()) {
            new HvmConfig(spec, files, offers.firmware()).addTo(building);
        } else {
            building.putObject("type." + typeOf(spec));
        }
        return building;
    }

    private void kernel(ObjectNode building) {
        if (spec.boot() instanceof Boot.DirectKernel direct) {
            building.put("kernel", direct.kernel().toString());
            direct.initrd().ifPresent(initrd -> building.put("ramdisk", initrd.toString()));
            building.put("cmdline", Printable.of(direct.commandLine(), COMMAND_LINE));
        } else if (spec.boot() instanceof Boot.Bootloader loader && loader.kind() == Boot.BootloaderKind.PVGRUB) {
            offers.bootloaders().grub(typeOf(spec)).ifPresent(grub -> building.put("kernel", grub.toString()));
        } else if (spec.boot() instanceof Boot.Bootloader loader) {
            building.put(
                    "bootloader", offers.bootloaders().pygrub().orElseThrow().toString());
            loader.arguments().forEach(building.withArray("bootloader_args")::add);
            building.put("cmdline", Printable.of(loader.commandLine(), COMMAND_LINE));
        }
    }

    private void share(ObjectNode building, VcpuShare share) {
        building.set("sched_params", of(share));
        if (!share.processors().isEmpty()) {
            var places = building.putArray("vcpu_hard_affinity");
            for (int i = 0; i < spec.vcpus().max(); i++) {
                var place = places.addArray();
                share.inOrder().forEach(place::add);
            }
        }
    }

    /** A share of the host's processors, but for which of them. */
    static ObjectNode of(VcpuShare share) {
        return NODES.objectNode().put("weight", share.weight()).put("cap", share.cap());
    }

    /** A drive with something in it, to be added to a domain. */
    static String of(Disk disk) {
        return Drives.paravirtual(disk).orElseThrow().toString();
    }

    /** A NIC, to be added to a domain. */
    static String of(Nic nic) {
        return node(nic).toString();
    }

    /** Firmware knows nothing of Xen's NICs: a machine has an old card beside, until a driver for Xen takes over. */
    private ObjectNode nic(Nic nic) {
        boolean twofold = isMachine() && (spec.boot() instanceof Boot.Firmware || nic.model() == Nic.Model.EMULATED);
        return twofold ? node(nic).put("nictype", "vif_ioemu").put("model", "e1000") : node(nic);
    }

    /** libxl takes it from whatever driver of the host has it. */
    private static ObjectNode node(PciAddress device) {
        return NODES.objectNode()
                .put("func", device.function())
                .put("dev", device.device())
                .put("bus", device.bus())
                .put("domain", device.domain())
                .put("seize", true);
    }

    private static ObjectNode node(Nic nic) {
        var node = NODES.objectNode()
                .put("devid", nic.slot())
                .put("mac", nic.mac())
                .put("mtu", nic.mtu())
                .put("nictype", "vif");
        if (nic.attachment() instanceof Nic.Attachment.Bridge bridge) {
            node.put("bridge", bridge.name());
        }
        return node;
    }
}
