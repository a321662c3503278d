package io.xapid.model.pool;

import static io.xapid.model.meta.FieldOption.dangling;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Release.V23_14_0;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.XenClass.Trait.CONSTRUCTIBLE;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.host.Host;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.List;
import java.util.Map;

@XenClass(
        name = "Observer",
        since = V23_14_0,
        prototype = true,
        doc = "Controls tracing of toolstack components and where traces go.",
        messages = ObserverMessages.class,
        traits = CONSTRUCTIBLE,
        makers = POOL_ADMIN)
public final class Observer {
    private static final FieldFactory<Observer> define =
            FieldFactory.<Observer>ofPrototype("Observer", V23_14_0).settableBy(POOL_ADMIN);

    // Identity
    public static final Field<Observer, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Observer, String> NAME_LABEL =
            define.readWrite("name_label", STRING, "Name for people.", since(RIO), optional());
    public static final Field<Observer, String> NAME_DESCRIPTION =
            define.readWrite("name_description", STRING, "Free text notes.", since(RIO), optional());

    // Scope
    public static final Field<Observer, List<Ref<Host>>> HOSTS =
            define.setAtCreation("hosts", set(ref("host")), "Hosts traced; empty means all.", optional(), dangling());
    public static final Field<Observer, List<String>> COMPONENTS = define.setAtCreation(
            "components", STRING_SET, "Components traced; empty means all that can be.", optional());
    public static final Field<Observer, Boolean> ENABLED =
            define.setAtCreation("enabled", BOOL, "Whether traces are recorded now.", optional());

    // Output
    public static final Field<Observer, Map<String, String>> ATTRIBUTES =
            define.setAtCreation("attributes", STRING_MAP, "Keys added to every trace.", optional());
    public static final Field<Observer, List<String>> ENDPOINTS = define.setAtCreation(
            "endpoints", STRING_SET, "Where traces go: a local file sink or HTTP collector addresses.", optional());

    /** The class as a whole. */
    public static final ClassDef<Observer> CLASS = define.complete(Observer.class);

    private Observer() {}
}
