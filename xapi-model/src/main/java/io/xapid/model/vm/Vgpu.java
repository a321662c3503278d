package io.xapid.model.vm;

import static io.xapid.model.meta.FieldOption.defaultsTo;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.host.GpuGroup;
import io.xapid.model.host.Pci;
import io.xapid.model.host.Pgpu;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.Map;

@XenClass(
        name = "VGPU",
        since = BOSTON,
        doc = "A virtual or passed-through graphics processor of a VM.",
        messages = VgpuMessages.class)
public final class Vgpu {
    private static final FieldFactory<Vgpu> define = new FieldFactory<>("VGPU", BOSTON);

    // Identity
    public static final Field<Vgpu, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Vgpu, Ref<Vm>> VM = define.serverOnly("VM", ref("VM"), "VM that has this GPU.");
    public static final Field<Vgpu, Ref<VgpuType>> TYPE =
            define.serverOnly("type", ref("VGPU_type"), "Model and size of virtual GPU.", since(VGPU_TECH_PREVIEW));
    public static final Field<Vgpu, String> DEVICE = define.serverOnly(
            "device", STRING, "Position in the VM, 0 to 20; at creation 0 picks the first free one.", defaultsTo("0"));
    public static final Field<Vgpu, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Extra settings and notes by key.", optional());

    // Placement
    public static final Field<Vgpu, Ref<GpuGroup>> GPU_GROUP =
            define.serverOnly("GPU_group", ref("GPU_group"), "Group of physical GPUs that may serve it.");
    public static final Field<Vgpu, Ref<Pgpu>> RESIDENT_ON = define.serverOnly(
            "resident_on", ref("PGPU"), "Physical GPU serving it; null unless running.", since(VGPU_TECH_PREVIEW));
    public static final Field<Vgpu, Ref<Pgpu>> SCHEDULED_TO_BE_RESIDENT_ON = define.serverOnly(
            "scheduled_to_be_resident_on",
            ref("PGPU"),
            "Physical GPU reserved for it while its VM starts or moves.",
            since(DUNDEE));
    public static final Field<Vgpu, Ref<Pci>> PCI = define.serverOnly(
            "PCI", ref("PCI"), "SR-IOV virtual function assigned to it; null otherwise.", since(QUEBEC));
    public static final Field<Vgpu, Boolean> CURRENTLY_ATTACHED =
            define.serverOnly("currently_attached", BOOL, "True while the guest has it.");

    // Settings
    public static final Field<Vgpu, String> EXTRA_ARGS = define.readWrite(
            "extra_args", STRING, "Extra settings handed to the vendor's GPU emulator.", since(QUEBEC), optional());
    public static final Field<Vgpu, Map<String, String>> COMPATIBILITY_METADATA = define.serverOnly(
            "compatibility_metadata",
            STRING_MAP,
            "Vendor data compared before moving it to another GPU.",
            since(INVERNESS));

    /** The class as a whole. */
    public static final ClassDef<Vgpu> CLASS = define.complete(Vgpu.class);

    private Vgpu() {}
}
