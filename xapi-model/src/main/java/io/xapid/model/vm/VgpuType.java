package io.xapid.model.vm;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.host.GpuGroup;
import io.xapid.model.host.Pgpu;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.List;
import java.util.Map;

@XenClass(name = "VGPU_type", since = VGPU_TECH_PREVIEW, doc = "A model of virtual GPU that physical GPUs can provide.")
public final class VgpuType {
    private static final FieldFactory<VgpuType> define = new FieldFactory<>("VGPU_type", VGPU_TECH_PREVIEW);

    // Identity
    public static final Field<VgpuType, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<VgpuType, String> VENDOR_NAME =
            define.setAtCreation("vendor_name", STRING, "Maker.", optional());
    public static final Field<VgpuType, String> MODEL_NAME =
            define.setAtCreation("model_name", STRING, "Model for people.", optional());
    public static final Field<VgpuType, String> IDENTIFIER = define.setAtCreation(
            "identifier",
            STRING,
            "Text that distinguishes this kind from all others, built from its traits.",
            since(DUNDEE),
            optional());
    public static final Field<VgpuType, VgpuImplementation> IMPLEMENTATION = define.setAtCreation(
            "implementation",
            enumOf(VgpuImplementation.class),
            "Technique used: passthrough, nvidia, nvidia_sriov, gvt_g or mxgpu.",
            since(DUNDEE),
            defaultsTo(VgpuImplementation.PASSTHROUGH));
    public static final Field<VgpuType, Boolean> EXPERIMENTAL = define.setAtCreation(
            "experimental", BOOL, "True if offered without full support.", since(DUNDEE), optional());

    // Capability
    public static final Field<VgpuType, Long> FRAMEBUFFER_SIZE =
            define.setAtCreation("framebuffer_size", INT, "Video memory in bytes; 0 for passthrough.", optional());
    public static final Field<VgpuType, Long> MAX_HEADS =
            define.setAtCreation("max_heads", INT, "Most displays at once.", optional());
    public static final Field<VgpuType, Long> MAX_RESOLUTION_X = define.setAtCreation(
            "max_resolution_x", INT, "Widest display in pixels.", since(VGPU_PRODUCTISATION), optional());
    public static final Field<VgpuType, Long> MAX_RESOLUTION_Y = define.setAtCreation(
            "max_resolution_y", INT, "Tallest display in pixels.", since(VGPU_PRODUCTISATION), optional());
    public static final Field<VgpuType, Long> SIZE = define.setAtCreation(
            "size", INT, "Share of a physical GPU it takes, in internal units.", optional(), internal());
    public static final Field<VgpuType, Map<String, String>> INTERNAL_CONFIG = define.setAtCreation(
            "internal_config", STRING_MAP, "Settings for the emulator that provides it.", optional(), internal());

    // Availability
    public static final Field<VgpuType, List<Ref<Pgpu>>> SUPPORTED_ON_PGPUS =
            define.derived("supported_on_PGPUs", "PGPU", "supported_VGPU_types", "Physical GPUs able to provide it.");
    public static final Field<VgpuType, List<Ref<Pgpu>>> ENABLED_ON_PGPUS =
            define.derived("enabled_on_PGPUs", "PGPU", "enabled_VGPU_types", "Physical GPUs permitted to provide it.");
    public static final Field<VgpuType, List<Ref<GpuGroup>>> SUPPORTED_ON_GPU_GROUPS = define.derived(
            "supported_on_GPU_groups",
            "GPU_group",
            "supported_VGPU_types",
            "GPU groups with a member able to provide it.",
            since(VGPU_PRODUCTISATION));
    public static final Field<VgpuType, List<Ref<GpuGroup>>> ENABLED_ON_GPU_GROUPS = define.derived(
            "enabled_on_GPU_groups",
            "GPU_group",
            "enabled_VGPU_types",
            "GPU groups with a member permitted to provide it.",
            since(VGPU_PRODUCTISATION));
    public static final Field<VgpuType, List<Ref<Vgpu>>> VGPUS =
            define.derived("VGPUs", "VGPU", "type", "Virtual GPUs of this kind.");
    public static final Field<VgpuType, List<Ref<VgpuType>>> COMPATIBLE_TYPES_IN_VM = define.serverOnly(
            "compatible_types_in_vm",
            set(ref("VGPU_type")),
            "Kinds that may sit beside it in one VM.",
            since(QUEBEC),
            dangling());
    public static final Field<VgpuType, List<Ref<VgpuType>>> COMPATIBLE_TYPES_ON_PGPU = define.serverOnly(
            "compatible_types_on_pgpu",
            set(ref("VGPU_type")),
            "Kinds that may share one physical GPU with it.",
            since(QUEBEC),
            internal(),
            dangling());

    /** The class as a whole. */
    public static final ClassDef<VgpuType> CLASS = define.complete(VgpuType.class);

    private VgpuType() {}
}
