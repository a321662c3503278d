package io.xapid.model.host;

import static io.xapid.model.meta.FieldOption.defaultsTo;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.BOSTON;
import static io.xapid.model.meta.Release.VGPU_PRODUCTISATION;
import static io.xapid.model.meta.Release.VGPU_TECH_PREVIEW;
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

@XenClass(
        name = "GPU_group",
        since = BOSTON,
        doc = "Interchangeable GPUs across the pool, from which guests get theirs.",
        messages = GpuGroupMessages.class)
public final class GpuGroup {
    private static final FieldFactory<GpuGroup> define = new FieldFactory<>("GPU_group", BOSTON);

    // Identity
    public static final Field<GpuGroup, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<GpuGroup, String> NAME_LABEL =
            define.readWrite("name_label", STRING, "Name for people.", optional());
    public static final Field<GpuGroup, String> NAME_DESCRIPTION =
            define.readWrite("name_description", STRING, "Free text notes for people.", optional());
    public static final Field<GpuGroup, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Free keys for clients.", optional());

    // Members
    public static final Field<GpuGroup, List<Ref<Pgpu>>> PGPUS =
            define.derived("PGPUs", "PGPU", "GPU_group", "Physical GPUs in the group.");
    public static final Field<GpuGroup, List<Ref<Vgpu>>> VGPUS =
            define.derived("VGPUs", "VGPU", "GPU_group", "Virtual GPUs that draw on the group.");
    public static final Field<GpuGroup, List<String>> GPU_TYPES =
            define.serverOnly("GPU_types", STRING_SET, "Vendor and device codes of the GPUs inside.");

    // Allocation
    public static final Field<GpuGroup, GpuAllocation> ALLOCATION_ALGORITHM = define.readWrite(
            "allocation_algorithm",
            enumOf(GpuAllocation.class),
            "Spread guests over cards (breadth_first) or fill cards (depth_first).",
            since(VGPU_TECH_PREVIEW),
            defaultsTo(GpuAllocation.DEPTH_FIRST));
    public static final Field<GpuGroup, List<Ref<VgpuType>>> SUPPORTED_VGPU_TYPES = define.serverOnly(
            "supported_VGPU_types",
            set(ref("VGPU_type")),
            "Types that at least one card could offer.",
            since(VGPU_PRODUCTISATION));
    public static final Field<GpuGroup, List<Ref<VgpuType>>> ENABLED_VGPU_TYPES = define.serverOnly(
            "enabled_VGPU_types",
            set(ref("VGPU_type")),
            "Types that at least one card allows.",
            since(VGPU_PRODUCTISATION));

    /** The class as a whole. */
    public static final ClassDef<GpuGroup> CLASS = define.complete(GpuGroup.class);

    private GpuGroup() {}
}
