package io.xapid.model.access;

import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.GEORGE;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.XenClass.Trait.CONSTRUCTIBLE;
import static io.xapid.model.meta.XenClass.Trait.NO_EVENTS;
import static io.xapid.model.meta.XenClass.Trait.NO_GET_ALL;
import static io.xapid.model.meta.XenType.STRING;
import static io.xapid.model.meta.XenType.STRING_MAP;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;
import java.util.Map;

@XenClass(
        name = "user",
        since = RIO,
        deprecated = GEORGE,
        doc = "Local account record; kept only for old clients.",
        traits = {NO_EVENTS, NO_GET_ALL, CONSTRUCTIBLE},
        makers = POOL_ADMIN)
public final class User {
    private static final FieldFactory<User> define = new FieldFactory<User>("user", RIO).settableBy(POOL_ADMIN);

    // Identity
    public static final Field<User, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<User, String> SHORT_NAME = define.setAtCreation("short_name", STRING, "Login name.");
    public static final Field<User, String> FULLNAME = define.readWrite("fullname", STRING, "Full name of the person.");
    public static final Field<User, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Extra keys for clients.", since(ORLANDO), optional());

    /** The class as a whole. */
    public static final ClassDef<User> CLASS = define.complete(User.class);

    private User() {}
}
