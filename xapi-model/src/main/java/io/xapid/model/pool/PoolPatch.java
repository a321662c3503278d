package io.xapid.model.pool;

import static io.xapid.model.meta.FieldOption.internal;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.ELY;
import static io.xapid.model.meta.Release.MIAMI;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.host.HostPatch;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.List;
import java.util.Map;

@XenClass(
        name = "pool_patch",
        since = MIAMI,
        deprecated = ELY,
        doc = "Old style hotfix known to the pool; superseded by pool_update.",
        messages = PoolPatchMessages.class)
public final class PoolPatch {
    private static final FieldFactory<PoolPatch> define = new FieldFactory<>("pool_patch", MIAMI);

    // Identity
    public static final Field<PoolPatch, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.", since(RIO));
    public static final Field<PoolPatch, String> NAME_LABEL =
            define.setAtCreation("name_label", STRING, "Name for people.", since(RIO), optional());
    public static final Field<PoolPatch, String> NAME_DESCRIPTION =
            define.setAtCreation("name_description", STRING, "Free text notes.", since(RIO), optional());
    public static final Field<PoolPatch, String> VERSION =
            define.setAtCreation("version", STRING, "Version of the hotfix.", optional());
    public static final Field<PoolPatch, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Extra keys for clients.", optional());

    // Content
    public static final Field<PoolPatch, String> FILENAME =
            define.serverOnly("filename", STRING, "File on the coordinator that held the upload.", internal());
    public static final Field<PoolPatch, Long> SIZE = define.serverOnly("size", INT, "Size of the hotfix in bytes.");
    public static final Field<PoolPatch, Ref<PoolUpdate>> POOL_UPDATE = define.setAtCreation(
            "pool_update",
            ref("pool_update"),
            "The pool update that stands behind this record.",
            since(ELY),
            optional());
    public static final Field<PoolPatch, List<PatchGuidance>> AFTER_APPLY_GUIDANCE = define.serverOnly(
            "after_apply_guidance",
            set(enumOf(PatchGuidance.class)),
            "What to restart afterwards for the hotfix to take effect.");

    // State
    public static final Field<PoolPatch, Boolean> POOL_APPLIED =
            define.serverOnly("pool_applied", BOOL, "True when every host has the hotfix.");
    public static final Field<PoolPatch, List<Ref<HostPatch>>> HOST_PATCHES =
            define.derived("host_patches", "host_patch", "pool_patch", "One record for each host that has the hotfix.");

    /** The class as a whole. */
    public static final ClassDef<PoolPatch> CLASS = define.complete(PoolPatch.class);

    private PoolPatch() {}
}
