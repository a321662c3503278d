package io.xapid.server.pool;

import static io.xapid.model.meta.Release.V26_17_0;
import static io.xapid.model.meta.XenType.BOOL;
import static io.xapid.model.meta.XenType.DATETIME;
import static io.xapid.model.meta.XenType.STRING;
import static io.xapid.model.meta.XenType.set;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The internal class whose rows are the joins that are not over: the host was let in and has not come yet, or has taken back its
 * wish, which then must not be granted any more.
 */
@XenClass(
        name = "xapid_join",
        since = V26_17_0,
        doc = "A host on its way into the pool.",
        traits = {XenClass.Trait.HIDDEN, XenClass.Trait.NO_EVENTS, XenClass.Trait.NO_GET_ALL})
public final class JoinRecord {
    private static final FieldFactory<JoinRecord> define = new FieldFactory<>("xapid_join", V26_17_0);

    public static final Field<JoinRecord, String> HOST_UUID =
            define.serverOnly("host_uuid", STRING, "Uuid of the host that joins.");
    public static final Field<JoinRecord, Boolean> WITHDRAWN =
            define.serverOnly("withdrawn", BOOL, "Whether it has taken back its wish.");
    public static final Field<JoinRecord, Instant> SINCE = define.serverOnly("since", DATETIME, "When that was.");
    public static final Field<JoinRecord, List<String>> OBJECTS = define.serverOnly(
            "objects", set(STRING), "What it has brought: class and reference of each, with a space between.");

    /** The class as a whole. */
    public static final ClassDef<JoinRecord> CLASS = define.complete(JoinRecord.class);

    private JoinRecord() {}

    static Ref<JoinRecord> of(UUID join) {
        return new Ref<>("OpaqueRef:join/" + join);
    }
}
