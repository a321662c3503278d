package io.xapid.server.host;

import static io.xapid.model.meta.Release.V26_17_0;
import static io.xapid.model.meta.XenType.BOOL;

import io.xapid.model.host.Host;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;

/** The internal class whose rows hold what the pool must know of a host and no client sees. */
@XenClass(
        name = "xapid_host",
        since = V26_17_0,
        doc = "What the toolstack keeps about a host.",
        traits = {XenClass.Trait.HIDDEN, XenClass.Trait.NO_EVENTS, XenClass.Trait.NO_GET_ALL})
public final class HostRecord {
    private static final FieldFactory<HostRecord> define = new FieldFactory<>("xapid_host", V26_17_0);

    public static final Field<HostRecord, Boolean> STAYS_DISABLED = define.serverOnly(
            "stays_disabled", BOOL, "Whether an operator disabled the host until somebody enables it again.");

    /** The class as a whole. */
    public static final ClassDef<HostRecord> CLASS = define.complete(HostRecord.class);

    private HostRecord() {}

    /** The row that goes with a host's. */
    static Ref<HostRecord> of(Ref<Host> host) {
        return new Ref<>(host.value() + "/record");
    }
}
