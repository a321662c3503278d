package io.xapid.model.access;

import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.Release.V26_17_0;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.XenClass.Trait.CONSTRUCTIBLE;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.time.Instant;
import java.util.List;

@XenClass(
        name = "Caller",
        since = V26_17_0,
        prototype = true,
        doc = "API client told apart by program and address, for usage counts.",
        messages = CallerMessages.class,
        traits = CONSTRUCTIBLE,
        makers = POOL_ADMIN)
public final class Caller {
    private static final FieldFactory<Caller> define =
            FieldFactory.<Caller>ofPrototype("Caller", V26_17_0).settableBy(POOL_ADMIN);

    // Identity
    public static final Field<Caller, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Caller, String> NAME_LABEL =
            define.readWrite("name_label", STRING, "Name for people.", optional());
    public static final Field<Caller, String> NAME_DESCRIPTION =
            define.readWrite("name_description", STRING, "Free text notes.", optional());

    // Matching
    public static final Field<Caller, String> USER_AGENT =
            define.setAtCreation("user_agent", STRING, "HTTP User-Agent the client sends.", optional());
    public static final Field<Caller, String> CLIENT_IP =
            define.setAtCreation("client_ip", STRING, "Address the client connects from.", optional());
    public static final Field<Caller, Boolean> AUTO_REGISTERED =
            define.serverOnly("auto_registered", BOOL, "True if recorded by itself on first contact.");

    // Use
    public static final Field<Caller, Instant> LAST_ACCESS =
            define.serverOnly("last_access", DATETIME, "Time of its latest call.");
    public static final Field<Caller, List<String>> GROUPS =
            define.serverOnly("groups", STRING_SET, "Groups whose totals it counts towards.");
    public static final Field<Caller, Ref<RateLimit>> RATE_LIMIT =
            define.serverOnly("rate_limit", ref("Rate_limit"), "Limit that applies to it, or null.");

    /** The class as a whole. */
    public static final ClassDef<Caller> CLASS = define.complete(Caller.class);

    private Caller() {}
}
