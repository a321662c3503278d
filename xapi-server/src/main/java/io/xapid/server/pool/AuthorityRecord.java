package io.xapid.server.pool;

import static io.xapid.model.meta.Release.V26_17_0;
import static io.xapid.model.meta.XenType.STRING;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/** The internal class whose only row has what a pool's hosts know each other by. A host alone has none. */
@XenClass(
        name = "xapid_authority",
        since = V26_17_0,
        doc = "Who issues certificates to a pool's hosts.",
        traits = {XenClass.Trait.HIDDEN, XenClass.Trait.NO_EVENTS, XenClass.Trait.NO_GET_ALL})
public final class AuthorityRecord {
    private static final FieldFactory<AuthorityRecord> define = new FieldFactory<>("xapid_authority", V26_17_0);

    public static final Field<AuthorityRecord, String> CERTIFICATE =
            define.serverOnly("certificate", STRING, "Its certificate, as PEM.");
    public static final Field<AuthorityRecord, String> KEY =
            define.serverOnly("key", STRING, "Its key, as PEM: a secret.");
    public static final Field<AuthorityRecord, String> FOUNDER =
            define.serverOnly("founder", STRING, "Uuid of the host whose state the pool began with.");
    public static final Field<AuthorityRecord, String> SUCCESSOR =
            define.serverOnly("successor", STRING, "Uuid of the host that is to lead next; empty when any may.");

    /** The class as a whole. */
    public static final ClassDef<AuthorityRecord> CLASS = define.complete(AuthorityRecord.class);

    /** The only one. */
    static final Ref<AuthorityRecord> ONLY = new Ref<>("OpaqueRef:authority");

    private AuthorityRecord() {}

    static void insert(Transaction transaction, Authority authority, UUID founder) {
        try {
            transaction.insert(
                    CLASS,
                    ONLY,
                    Map.of(CERTIFICATE, authority.text(), KEY, authority.keyText(), FOUNDER, founder.toString()));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible); // it was encoded before
        }
    }

    static Authority authority(Row<AuthorityRecord> row) throws IOException {
        return Authority.read(row.get(KEY), row.get(CERTIFICATE));
    }
}
