package io.xapid.model.pool;

import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.readBy;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.MIDNIGHT_RIDE;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.XenClass.Trait.CONSTRUCTIBLE;
import static io.xapid.model.meta.XenClass.Trait.NO_EVENTS;
import static io.xapid.model.meta.XenType.STRING;
import static io.xapid.model.meta.XenType.STRING_MAP;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;
import java.util.Map;

@XenClass(
        name = "secret",
        since = MIDNIGHT_RIDE,
        doc = "Confidential text kept apart from the records that need it.",
        traits = {NO_EVENTS, CONSTRUCTIBLE},
        readers = POOL_OPERATOR)
public final class Secret {
    private static final FieldFactory<Secret> define = new FieldFactory<>("secret", MIDNIGHT_RIDE);

    // Identity
    public static final Field<Secret, String> UUID = define.serverOnly(
            "uuid",
            STRING,
            "Permanent unique identifier, which configuration keys refer to.",
            since(RIO),
            readBy(POOL_OPERATOR));
    public static final Field<Secret, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Extra keys for clients.", since(RIO), optional());

    // Content
    public static final Field<Secret, String> VALUE =
            define.readWrite("value", STRING, "The confidential text itself.", since(RIO), readBy(POOL_OPERATOR));

    /** The class as a whole. */
    public static final ClassDef<Secret> CLASS = define.complete(Secret.class);

    private Secret() {}
}
