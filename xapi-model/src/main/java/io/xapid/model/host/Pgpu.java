package io.xapid.model.host;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import io.xapid.model.vm.Vgpu;
import io.xapid.model.vm.VgpuType;
import java.util.List;
import java.util.Map;

@XenClass(name = "PGPU", since = BOSTON, doc = "A physical GPU of a host.", messages = PgpuMessages.class)
public final class Pgpu {
    private static final FieldFactory<Pgpu> define = new FieldFactory<>("PGPU", BOSTON);

    // Identity
    public static final Field<Pgpu, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Pgpu, Ref<Pci>> PCI =
            define.setAtCreation("PCI", ref("PCI"), "PCI device behind the GPU.", optional());
    public static final Field<Pgpu, Ref<Host>> HOST = define.serverOnly("host", ref("host"), "Host the GPU is in.");
    public static final Field<Pgpu, Ref<GpuGroup>> GPU_GROUP =
            define.setAtCreation("GPU_group", ref("GPU_group"), "Group of alike GPUs it belongs to.", optional());
    public static final Field<Pgpu, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Free keys for clients.", optional());

    // Types
    public static final Field<Pgpu, List<Ref<VgpuType>>> SUPPORTED_VGPU_TYPES = define.serverOnly(
            "supported_VGPU_types",
            set(ref("VGPU_type")),
            "Virtual GPU types the card could offer.",
            since(VGPU_TECH_PREVIEW));
    public static final Field<Pgpu, List<Ref<VgpuType>>> ENABLED_VGPU_TYPES = define.serverOnly(
            "enabled_VGPU_types", set(ref("VGPU_type")), "Virtual GPU types allowed here.", since(VGPU_TECH_PREVIEW));
    public static final Field<Pgpu, Map<Ref<VgpuType>, Long>> SUPPORTED_VGPU_MAX_CAPACITIES = define.serverOnly(
            "supported_VGPU_max_capacities",
            map(ref("VGPU_type"), INT),
            "How many of each type fit on an otherwise empty card.",
            since(VGPU_PRODUCTISATION));
    public static final Field<Pgpu, Long> SIZE = define.setAtCreation(
            "size",
            INT,
            "Capacity in abstract units shared among virtual GPUs.",
            since(VGPU_TECH_PREVIEW),
            defaultsTo(1048576L),
            internal());
    public static final Field<Pgpu, Map<String, String>> COMPATIBILITY_METADATA = define.serverOnly(
            "compatibility_metadata",
            STRING_MAP,
            "Vendor data for checking whether a virtual GPU can migrate here.",
            since(INVERNESS));

    // Use
    public static final Field<Pgpu, List<Ref<Vgpu>>> RESIDENT_VGPUS = define.derived(
            "resident_VGPUs", "VGPU", "resident_on", "Virtual GPUs running on the card now.", since(VGPU_TECH_PREVIEW));
    public static final Field<Pgpu, Dom0Access> DOM0_ACCESS = define.serverOnly(
            "dom0_access",
            enumOf(Dom0Access.class),
            "Deprecated: whether the control domain may use the card; ask the PCI device.",
            since(CREAM),
            deprecated(V24_14_0),
            defaultsTo(Dom0Access.ENABLED));
    public static final Field<Pgpu, Boolean> IS_SYSTEM_DISPLAY_DEVICE = define.serverOnly(
            "is_system_display_device", BOOL, "True if the host's own console uses this card.", since(CREAM));

    /** The class as a whole. */
    public static final ClassDef<Pgpu> CLASS = define.complete(Pgpu.class);

    private Pgpu() {}
}
