package io.xapid.model.pool;

import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.ELY;
import static io.xapid.model.meta.Release.INVERNESS;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.host.Host;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import io.xapid.model.storage.Vdi;
import java.util.List;
import java.util.Map;

@XenClass(
        name = "pool_update",
        since = ELY,
        doc = "Update package on a disk that can be applied to hosts of the pool.",
        messages = PoolUpdateMessages.class)
public final class PoolUpdate {
    private static final FieldFactory<PoolUpdate> define = new FieldFactory<>("pool_update", ELY);

    // Identity
    public static final Field<PoolUpdate, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier, given by the package.", since(RIO));
    public static final Field<PoolUpdate, String> NAME_LABEL =
            define.setAtCreation("name_label", STRING, "Name for people.", since(RIO), optional());
    public static final Field<PoolUpdate, String> NAME_DESCRIPTION =
            define.setAtCreation("name_description", STRING, "What the update is for.", since(RIO), optional());
    public static final Field<PoolUpdate, String> VERSION =
            define.setAtCreation("version", STRING, "Version of the update.", optional());
    public static final Field<PoolUpdate, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Extra keys for clients.", since(INVERNESS), optional());

    // Content
    public static final Field<PoolUpdate, Long> INSTALLATION_SIZE =
            define.setAtCreation("installation_size", INT, "Bytes the update takes up once installed.", optional());
    public static final Field<PoolUpdate, String> KEY =
            define.setAtCreation("key", STRING, "Name of the GPG key that signed the update.", optional());
    public static final Field<PoolUpdate, Ref<Vdi>> VDI =
            define.setAtCreation("vdi", ref("VDI"), "Disk the update was uploaded to; null once cleaned.", since(RIO));

    // Application
    public static final Field<PoolUpdate, List<Ref<Host>>> HOSTS =
            define.derived("hosts", "host", "updates", "Hosts that have the update.");
    public static final Field<PoolUpdate, List<PoolUpdateGuidance>> AFTER_APPLY_GUIDANCE = define.setAtCreation(
            "after_apply_guidance",
            set(enumOf(PoolUpdateGuidance.class)),
            "What to restart afterwards for the update to take effect.",
            optional());
    public static final Field<PoolUpdate, Boolean> ENFORCE_HOMOGENEITY = define.setAtCreation(
            "enforce_homogeneity",
            BOOL,
            "Whether all hosts must have this update, joining ones included.",
            since(INVERNESS),
            optional());

    /** The class as a whole. */
    public static final ClassDef<PoolUpdate> CLASS = define.complete(PoolUpdate.class);

    private PoolUpdate() {}
}
