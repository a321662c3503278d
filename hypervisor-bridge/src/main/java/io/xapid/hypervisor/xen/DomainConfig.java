package io.xapid.hypervisor.xen;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.bridge.Printable;
import java.util.Set;

/**
 * A guest as libxl wants it described: JSON whose names are those of libxl's own {@code libxl_types.idl}. libxl takes no
 * notice of names that it does not know, so a test has it say what it understood.
 */
final class DomainConfig {
    /** Which kind of guest a kernel boots as; {@code pvh} if it is not said. */
    static final String TYPE_KEY = "domain_type";

    /** Kinds of guests that are known here. */
    static final Set<String> TYPES = Set.of("pv", "pvh");

    private static final String PVH = "pvh";
    private static final int COMMAND_LINE = 2048;
    private static final int LETTERS = 26;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private DomainConfig() {}

    /** The name by which libxl knows a guest: names for people need not be unique, and may not be fit for a file. */
    static String nameOf(VmId vm) {
        return vm.toString();
    }

    /** The guest as a whole, with so many processors to begin with. */
    static String of(DomainSpec spec, int vcpus) {
        var config = NODES.objectNode();
        config.set("c_info", creation(spec));
        config.set("b_info", building(spec, vcpus));
        var disks = config.putArray("disks");
        spec.disks().stream()
                .filter(disk -> disk.medium().isPresent())
                .map(DomainConfig::node)
                .forEach(disks::add);
        var nics = config.putArray("nics");
        spec.nics().stream().map(DomainConfig::node).forEach(nics::add);
        for (String end : new String[] {"on_poweroff", "on_reboot", "on_watchdog", "on_crash"}) {
            config.put(end, "preserve"); // what comes then is for us to decide
        }
        return config.toString(); // a node writes itself as JSON
    }

    static String typeOf(DomainSpec spec) {
        return spec.platform().getOrDefault(TYPE_KEY, PVH);
    }

    private static ObjectNode creation(DomainSpec spec) {
        return NODES.objectNode()
                .put("type", typeOf(spec))
                .put("name", nameOf(spec.vm()))
                .put("uuid", spec.vm().toString())
                .put("run_hotplug_scripts", "True");
    }

    private static ObjectNode building(DomainSpec spec, int vcpus) {
        var building = NODES.objectNode()
                .put("max_vcpus", spec.vcpus().max())
                .put("max_memkb", spec.memory().staticMaxBytes() >> 10)
                .put("target_memkb", spec.memory().dynamicMaxBytes() >> 10);
        var online = building.putArray("avail_vcpus");
        for (int i = 0; i < vcpus; i++) {
            online.add(i);
        }
        if (spec.boot() instanceof Boot.DirectKernel direct) {
            building.put("kernel", direct.kernel().toString());
            direct.initrd().ifPresent(initrd -> building.put("ramdisk", initrd.toString()));
            building.put("cmdline", Printable.of(direct.commandLine(), COMMAND_LINE));
        }
        building.putObject("type." + typeOf(spec));
        return building;
    }

    /** A drive with something in it, to be added to a domain. */
    static String of(Disk disk) {
        return node(disk).toString();
    }

    private static ObjectNode node(Disk disk) {
        Medium medium = disk.medium().orElseThrow();
        return NODES.objectNode()
                .put("pdev_path", medium.path().toString())
                .put("vdev", device(disk.slot()))
                .put("format", medium.format() == Medium.Format.QCOW2 ? "qcow2" : "raw")
                .put("readwrite", disk.readOnly() ? 0 : 1);
    }

    /** The name of the drive in a slot: {@code xvda} to {@code xvdz}, then {@code xvdaa} and so on. */
    static String device(int slot) {
        String last = String.valueOf((char) ('a' + slot % LETTERS));
        return slot < LETTERS ? "xvd" + last : "xvd" + (char) ('a' + slot / LETTERS - 1) + last;
    }

    /** A NIC, to be added to a domain. */
    static String of(Nic nic) {
        return node(nic).toString();
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
