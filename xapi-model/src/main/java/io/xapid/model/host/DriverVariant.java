package io.xapid.model.host;

import static io.xapid.model.meta.Release.V25_2_0;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;

@XenClass(
        name = "Driver_variant",
        since = V25_2_0,
        prototype = true,
        doc = "One version of a driver on one host.",
        messages = DriverVariantMessages.class)
public final class DriverVariant {
    private static final FieldFactory<DriverVariant> define = FieldFactory.ofPrototype("Driver_variant", V25_2_0);

    // Identity
    public static final Field<DriverVariant, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<DriverVariant, String> NAME =
            define.serverOnly("name", STRING, "Name that tells it from other versions of the driver.");
    public static final Field<DriverVariant, Ref<HostDriver>> DRIVER =
            define.serverOnly("driver", ref("Host_driver"), "Driver it is a version of.");
    public static final Field<DriverVariant, String> VERSION =
            define.serverOnly("version", STRING, "Version of the driver software.");

    // Choice
    public static final Field<DriverVariant, Boolean> HARDWARE_PRESENT =
            define.serverOnly("hardware_present", BOOL, "True if the host has a device for this version.");
    public static final Field<DriverVariant, Double> PRIORITY =
            define.serverOnly("priority", FLOAT, "Preference if nothing is selected; higher wins.");
    public static final Field<DriverVariant, String> STATUS =
            define.serverOnly("status", STRING, "Maturity, such as production or beta.");

    /** The class as a whole. */
    public static final ClassDef<DriverVariant> CLASS = define.complete(DriverVariant.class);

    private DriverVariant() {}
}
