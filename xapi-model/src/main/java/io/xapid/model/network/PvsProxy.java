package io.xapid.model.network;

import static io.xapid.model.meta.FieldOption.defaultsTo;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.Release.ELY;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import io.xapid.model.vm.Vif;

@XenClass(
        name = "PVS_proxy",
        since = ELY,
        doc = "Cache between one guest interface and the provisioning servers.",
        messages = PvsProxyMessages.class)
public final class PvsProxy {
    private static final FieldFactory<PvsProxy> define = new FieldFactory<>("PVS_proxy", ELY);

    // Identity
    public static final Field<PvsProxy, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<PvsProxy, Ref<PvsSite>> SITE =
            define.setAtCreation("site", ref("PVS_site"), "Site the guest boots from.", optional());
    public static final Field<PvsProxy, Ref<Vif>> VIF =
            define.setAtCreation("VIF", ref("VIF"), "Guest interface it serves; the first one of its VM.", optional());

    // State
    public static final Field<PvsProxy, Boolean> CURRENTLY_ATTACHED =
            define.serverOnly("currently_attached", BOOL, "Whether it is working for the running VM.");
    public static final Field<PvsProxy, PvsProxyStatus> STATUS = define.serverOnly(
            "status",
            enumOf(PvsProxyStatus.class),
            "Stopped, setting up, caching or a reason it cannot cache.",
            defaultsTo(PvsProxyStatus.STOPPED));

    /** The class as a whole. */
    public static final ClassDef<PvsProxy> CLASS = define.complete(PvsProxy.class);

    private PvsProxy() {}
}
