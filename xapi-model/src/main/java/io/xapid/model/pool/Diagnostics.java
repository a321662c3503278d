package io.xapid.model.pool;

import static io.xapid.model.meta.Release.STOCKHOLM;
import static io.xapid.model.meta.XenClass.Trait.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.XenClass;

@XenClass(
        name = "Diagnostics",
        since = STOCKHOLM,
        doc = "Internal calls for looking into the toolstack itself.",
        messages = DiagnosticsMessages.class,
        traits = {NOT_STORED, NO_EVENTS, NO_GET_ALL, HIDDEN})
public final class Diagnostics {
    private static final FieldFactory<Diagnostics> define = new FieldFactory<>("Diagnostics", STOCKHOLM);

    /** The class as a whole. */
    public static final ClassDef<Diagnostics> CLASS = define.complete(Diagnostics.class);

    private Diagnostics() {}
}
