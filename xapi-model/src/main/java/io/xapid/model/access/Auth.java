package io.xapid.model.access;

import static io.xapid.model.meta.Release.GEORGE;
import static io.xapid.model.meta.XenClass.Trait.NOT_STORED;
import static io.xapid.model.meta.XenClass.Trait.NO_EVENTS;
import static io.xapid.model.meta.XenClass.Trait.NO_GET_ALL;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;

@XenClass(
        name = "auth",
        since = GEORGE,
        doc = "Questions to the external directory.",
        messages = AuthMessages.class,
        traits = {NOT_STORED, NO_EVENTS, NO_GET_ALL})
public final class Auth {
    private static final FieldFactory<Auth> define = new FieldFactory<>("auth", GEORGE);

    /** The class as a whole. */
    public static final ClassDef<Auth> CLASS = define.complete(Auth.class);

    private Auth() {}
}
