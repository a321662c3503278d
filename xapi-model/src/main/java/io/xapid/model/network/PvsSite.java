package io.xapid.model.network;

import static io.xapid.model.meta.FieldOption.dangling;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.Release.ELY;
import static io.xapid.model.meta.XenType.STRING;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.List;

@XenClass(
        name = "PVS_site",
        since = ELY,
        doc = "Provisioning Services site whose disk streams hosts can cache.",
        messages = PvsSiteMessages.class)
public final class PvsSite {
    private static final FieldFactory<PvsSite> define = new FieldFactory<>("PVS_site", ELY);

    // Identity
    public static final Field<PvsSite, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<PvsSite, String> NAME_LABEL =
            define.readWrite("name_label", STRING, "Name for people.", optional());
    public static final Field<PvsSite, String> NAME_DESCRIPTION =
            define.readWrite("name_description", STRING, "Free text notes.", optional());
    public static final Field<PvsSite, String> PVS_UUID =
            define.setAtCreation("PVS_uuid", STRING, "Identifier of the site on the provisioning side.", optional());

    // Parts
    public static final Field<PvsSite, List<Ref<PvsCacheStorage>>> CACHE_STORAGE = define.derived(
            "cache_storage", "PVS_cache_storage", "site", "Cache storage of each host for this site.", dangling());
    public static final Field<PvsSite, List<Ref<PvsServer>>> SERVERS =
            define.derived("servers", "PVS_server", "site", "Provisioning servers of the site.");
    public static final Field<PvsSite, List<Ref<PvsProxy>>> PROXIES =
            define.derived("proxies", "PVS_proxy", "site", "Guest interfaces served from the cache.");

    /** The class as a whole. */
    public static final ClassDef<PvsSite> CLASS = define.complete(PvsSite.class);

    private PvsSite() {}
}
