package io.xapid.server.pool;

import static io.xapid.model.meta.Release.V26_17_0;
import static io.xapid.model.meta.XenType.BOOL;
import static io.xapid.model.meta.XenType.INT;
import static io.xapid.model.meta.XenType.STRING;
import static io.xapid.model.meta.XenType.ref;

import io.xapid.model.host.Host;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import io.xapid.model.store.Row;
import java.util.UUID;

/** The internal class whose rows say where hosts of a pool reach each other, and who is to vote. A host alone has none. */
@XenClass(
        name = "xapid_member",
        since = V26_17_0,
        doc = "A host's seat in its pool.",
        traits = {XenClass.Trait.HIDDEN, XenClass.Trait.NO_EVENTS, XenClass.Trait.NO_GET_ALL})
public final class MemberRecord {
    private static final FieldFactory<MemberRecord> define = new FieldFactory<>("xapid_member", V26_17_0);

    public static final Field<MemberRecord, Ref<Host>> HOST = define.serverOnly("host", ref("host"), "Whose it is.");
    public static final Field<MemberRecord, String> HOST_UUID =
            define.serverOnly("host_uuid", STRING, "That host's uuid.");
    public static final Field<MemberRecord, String> ADDRESS =
            define.serverOnly("address", STRING, "Where other hosts reach it.");
    public static final Field<MemberRecord, Long> PORT =
            define.serverOnly("port", INT, "On which port, for what they agree on.");
    public static final Field<MemberRecord, Boolean> VOTES =
            define.serverOnly("votes", BOOL, "Whether it is to vote on what is agreed on.");
    public static final Field<MemberRecord, Boolean> LEAVES =
            define.serverOnly("leaves", BOOL, "Whether it is to leave, and must not vote.");

    /** The class as a whole. */
    public static final ClassDef<MemberRecord> CLASS = define.complete(MemberRecord.class);

    private MemberRecord() {}

    static Ref<MemberRecord> of(UUID host) {
        return new Ref<>("OpaqueRef:member/" + host);
    }

    static Roster.Peer peer(Row<MemberRecord> row) {
        return new Roster.Peer(
                UUID.fromString(row.get(HOST_UUID)), row.get(ADDRESS), Math.toIntExact(row.get(PORT)), row.get(VOTES));
    }
}
