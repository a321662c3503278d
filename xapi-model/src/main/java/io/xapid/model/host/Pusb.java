package io.xapid.model.host;

import static io.xapid.model.meta.FieldOption.defaultsTo;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.INVERNESS;
import static io.xapid.model.meta.Release.STOCKHOLM;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.Map;

@XenClass(name = "PUSB", since = INVERNESS, doc = "A USB device plugged into a host.", messages = PusbMessages.class)
public final class Pusb {
    private static final FieldFactory<Pusb> define = new FieldFactory<Pusb>("PUSB", INVERNESS).settableBy(POOL_ADMIN);

    // Identity
    public static final Field<Pusb, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Pusb, Ref<Host>> HOST =
            define.setAtCreation("host", ref("host"), "Host the device is plugged into.", optional());
    public static final Field<Pusb, String> PATH =
            define.setAtCreation("path", STRING, "USB port, as bus and port numbers.", optional());
    public static final Field<Pusb, String> DESCRIPTION =
            define.setAtCreation("description", STRING, "Text that tells the device to people.", optional());
    public static final Field<Pusb, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Free keys for clients.", optional());

    // Model
    public static final Field<Pusb, String> VENDOR_ID =
            define.setAtCreation("vendor_id", STRING, "Vendor code in hexadecimal.", optional());
    public static final Field<Pusb, String> VENDOR_DESC =
            define.setAtCreation("vendor_desc", STRING, "Vendor as text.", optional());
    public static final Field<Pusb, String> PRODUCT_ID =
            define.setAtCreation("product_id", STRING, "Product code in hexadecimal.", optional());
    public static final Field<Pusb, String> PRODUCT_DESC =
            define.setAtCreation("product_desc", STRING, "Product as text.", optional());
    public static final Field<Pusb, String> SERIAL =
            define.setAtCreation("serial", STRING, "Serial number of the device.", optional());
    public static final Field<Pusb, String> VERSION =
            define.setAtCreation("version", STRING, "USB version of the device.", optional());
    public static final Field<Pusb, Double> SPEED =
            define.setAtCreation("speed", FLOAT, "Speed in Mbit/s.", since(STOCKHOLM), defaultsTo(-1.0));

    // Passthrough
    public static final Field<Pusb, Ref<UsbGroup>> USB_GROUP = define.setAtCreation(
            "USB_group", ref("USB_group"), "Group through which guests get the device.", optional());
    public static final Field<Pusb, Boolean> PASSTHROUGH_ENABLED =
            define.serverOnly("passthrough_enabled", BOOL, "True if the device may be given to a guest.");

    /** The class as a whole. */
    public static final ClassDef<Pusb> CLASS = define.complete(Pusb.class);

    private Pusb() {}
}
