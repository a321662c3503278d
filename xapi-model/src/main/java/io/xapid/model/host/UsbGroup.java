package io.xapid.model.host;

import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.Release.INVERNESS;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.XenType.STRING;
import static io.xapid.model.meta.XenType.STRING_MAP;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import io.xapid.model.vm.Vusb;
import java.util.List;
import java.util.Map;

@XenClass(
        name = "USB_group",
        since = INVERNESS,
        doc = "Interchangeable USB devices from which a guest gets one.",
        messages = UsbGroupMessages.class)
public final class UsbGroup {
    private static final FieldFactory<UsbGroup> define =
            new FieldFactory<UsbGroup>("USB_group", INVERNESS).settableBy(POOL_ADMIN);

    // Identity
    public static final Field<UsbGroup, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<UsbGroup, String> NAME_LABEL =
            define.readWrite("name_label", STRING, "Name for people.", optional());
    public static final Field<UsbGroup, String> NAME_DESCRIPTION =
            define.readWrite("name_description", STRING, "Free text notes for people.", optional());
    public static final Field<UsbGroup, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Free keys for clients.", optional());

    // Members
    public static final Field<UsbGroup, List<Ref<Pusb>>> PUSBS =
            define.derived("PUSBs", "PUSB", "USB_group", "USB devices in the group.");
    public static final Field<UsbGroup, List<Ref<Vusb>>> VUSBS =
            define.derived("VUSBs", "VUSB", "USB_group", "Virtual USB devices that draw on the group.");

    /** The class as a whole. */
    public static final ClassDef<UsbGroup> CLASS = define.complete(UsbGroup.class);

    private UsbGroup() {}
}
