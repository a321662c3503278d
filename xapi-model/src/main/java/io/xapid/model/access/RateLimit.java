package io.xapid.model.access;

import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.Release.V26_17_0;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.XenClass.Trait.CONSTRUCTIBLE;
import static io.xapid.model.meta.XenType.FLOAT;
import static io.xapid.model.meta.XenType.STRING;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.List;

@XenClass(
        name = "Rate_limit",
        since = V26_17_0,
        prototype = true,
        doc = "Token bucket that slows down the API clients sharing it.",
        messages = RateLimitMessages.class,
        traits = CONSTRUCTIBLE,
        makers = POOL_ADMIN)
public final class RateLimit {
    private static final FieldFactory<RateLimit> define =
            FieldFactory.<RateLimit>ofPrototype("Rate_limit", V26_17_0).settableBy(POOL_ADMIN);

    // Identity
    public static final Field<RateLimit, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<RateLimit, String> NAME_LABEL =
            define.readWrite("name_label", STRING, "Name for people.", optional());
    public static final Field<RateLimit, String> NAME_DESCRIPTION =
            define.readWrite("name_description", STRING, "Free text notes.", optional());

    // Limit
    public static final Field<RateLimit, Double> BURST_SIZE = define.setAtCreation(
            "burst_size", FLOAT, "Most tokens saved up, so the largest sudden load let through.", optional());
    public static final Field<RateLimit, Double> FILL_RATE =
            define.setAtCreation("fill_rate", FLOAT, "Tokens regained per second.", optional());

    // Clients
    public static final Field<RateLimit, List<Ref<Caller>>> CALLERS =
            define.derived("callers", "Caller", "rate_limit", "Clients sharing the limit.");

    /** The class as a whole. */
    public static final ClassDef<RateLimit> CLASS = define.complete(RateLimit.class);

    private RateLimit() {}
}
