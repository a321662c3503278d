package io.xapid.model.host;

import static io.xapid.model.meta.FieldOption.internal;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.ELY;
import static io.xapid.model.meta.Release.MIAMI;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import io.xapid.model.pool.PoolPatch;
import java.time.Instant;
import java.util.Map;

@XenClass(
        name = "host_patch",
        since = RIO,
        deprecated = ELY,
        doc = "Deprecated: an old-style patch as present on one host.",
        messages = HostPatchMessages.class)
public final class HostPatch {
    private static final FieldFactory<HostPatch> define = new FieldFactory<>("host_patch", RIO);

    // Identity
    public static final Field<HostPatch, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<HostPatch, String> NAME_LABEL =
            define.setAtCreation("name_label", STRING, "Name for people.", optional());
    public static final Field<HostPatch, String> NAME_DESCRIPTION =
            define.setAtCreation("name_description", STRING, "What the patch is for.", optional());
    public static final Field<HostPatch, String> VERSION =
            define.setAtCreation("version", STRING, "Version of the patch.");
    public static final Field<HostPatch, Ref<PoolPatch>> POOL_PATCH = define.setAtCreation(
            "pool_patch", ref("pool_patch"), "Pool-wide record of the patch.", since(MIAMI), optional());
    public static final Field<HostPatch, Ref<Host>> HOST =
            define.setAtCreation("host", ref("host"), "Host the patch is on.");
    public static final Field<HostPatch, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Free keys for clients.", since(MIAMI), optional());

    // Life
    public static final Field<HostPatch, Boolean> APPLIED =
            define.serverOnly("applied", BOOL, "True if the patch was applied.");
    public static final Field<HostPatch, Instant> TIMESTAMP_APPLIED =
            define.serverOnly("timestamp_applied", DATETIME, "When the patch was applied.");

    // Content
    public static final Field<HostPatch, String> FILENAME =
            define.serverOnly("filename", STRING, "File of the patch on the host.", internal());
    public static final Field<HostPatch, Long> SIZE = define.serverOnly("size", INT, "Bytes of the patch file.");

    /** The class as a whole. */
    public static final ClassDef<HostPatch> CLASS = define.complete(HostPatch.class);

    private HostPatch() {}
}
