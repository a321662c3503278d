package io.xapid.model.network;

import static io.xapid.model.meta.FieldOption.defaultsTo;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.Release.ELY;
import static io.xapid.model.meta.XenClass.Trait.CONSTRUCTIBLE;
import static io.xapid.model.meta.XenType.INT;
import static io.xapid.model.meta.XenType.STRING;
import static io.xapid.model.meta.XenType.ref;

import io.xapid.model.host.Host;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;

@XenClass(
        name = "PVS_cache_storage",
        since = ELY,
        doc = "Storage one host uses to cache a provisioning site.",
        traits = CONSTRUCTIBLE)
public final class PvsCacheStorage {
    private static final FieldFactory<PvsCacheStorage> define = new FieldFactory<>("PVS_cache_storage", ELY);

    // Identity
    public static final Field<PvsCacheStorage, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<PvsCacheStorage, Ref<Host>> HOST =
            define.setAtCreation("host", ref("host"), "Host that caches.", optional());
    public static final Field<PvsCacheStorage, Ref<PvsSite>> SITE =
            define.setAtCreation("site", ref("PVS_site"), "Site that is cached.", optional());

    // Storage
    public static final Field<PvsCacheStorage, Ref<Sr>> SR =
            define.setAtCreation("SR", ref("SR"), "Storage the cache is kept on.", optional());
    public static final Field<PvsCacheStorage, Long> SIZE = define.setAtCreation(
            "size", INT, "Size of the cache in bytes; 20 GiB unless given.", defaultsTo(21474836480L));
    public static final Field<PvsCacheStorage, Ref<Vdi>> VDI =
            define.serverOnly("VDI", ref("VDI"), "Disk holding the cache, once there is one.");

    /** The class as a whole. */
    public static final ClassDef<PvsCacheStorage> CLASS = define.complete(PvsCacheStorage.class);

    private PvsCacheStorage() {}
}
