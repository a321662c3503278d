package io.xapid.server.api;

import static io.xapid.model.meta.Release.V26_17_0;
import static io.xapid.model.meta.XenType.STRING;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;

/** The internal class whose rows are the local users and what their passwords hash to. No client sees it. */
@XenClass(
        name = "xapid_account",
        since = V26_17_0,
        doc = "A local user.",
        traits = {XenClass.Trait.HIDDEN, XenClass.Trait.NO_EVENTS, XenClass.Trait.NO_GET_ALL})
public final class Account {
    private static final FieldFactory<Account> define = new FieldFactory<>("xapid_account", V26_17_0);

    public static final Field<Account, String> NAME = define.serverOnly("name", STRING, "Login name.");
    public static final Field<Account, String> HASH =
            define.serverOnly("hash", STRING, "How the password was hashed, and to what.");

    /** The class as a whole. */
    public static final ClassDef<Account> CLASS = define.complete(Account.class);

    private Account() {}

    static Ref<Account> named(String name) {
        return new Ref<>("OpaqueRef:account/" + name);
    }
}
