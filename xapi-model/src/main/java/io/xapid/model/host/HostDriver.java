package io.xapid.model.host;

import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.Release.V25_2_0;
import static io.xapid.model.meta.XenType.STRING;
import static io.xapid.model.meta.XenType.ref;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.List;

@XenClass(
        name = "Host_driver",
        since = V25_2_0,
        prototype = true,
        doc = "A device driver available in several versions on one host.",
        messages = HostDriverMessages.class)
public final class HostDriver {
    private static final FieldFactory<HostDriver> define = FieldFactory.ofPrototype("Host_driver", V25_2_0);

    // Identity
    public static final Field<HostDriver, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<HostDriver, Ref<Host>> HOST =
            define.setAtCreation("host", ref("host"), "Host the driver is on.", optional());
    public static final Field<HostDriver, String> NAME =
            define.serverOnly("name", STRING, "Technical name of the driver.");
    public static final Field<HostDriver, String> FRIENDLY_NAME =
            define.serverOnly("friendly_name", STRING, "Name for people.");
    public static final Field<HostDriver, String> TYPE =
            define.serverOnly("type", STRING, "Kind of device driven, such as network or storage.");
    public static final Field<HostDriver, String> DESCRIPTION =
            define.serverOnly("description", STRING, "What the driver is for.");
    public static final Field<HostDriver, String> INFO =
            define.serverOnly("info", STRING, "More details, such as a link to documentation.");

    // Variants
    public static final Field<HostDriver, List<Ref<DriverVariant>>> VARIANTS =
            define.derived("variants", "Driver_variant", "driver", "Versions available.");
    public static final Field<HostDriver, Ref<DriverVariant>> ACTIVE_VARIANT =
            define.serverOnly("active_variant", ref("Driver_variant"), "Version loaded now; null if none.");
    public static final Field<HostDriver, Ref<DriverVariant>> SELECTED_VARIANT = define.serverOnly(
            "selected_variant", ref("Driver_variant"), "Version to load at the next boot; null for the default.");

    /** The class as a whole. */
    public static final ClassDef<HostDriver> CLASS = define.complete(HostDriver.class);

    private HostDriver() {}
}
