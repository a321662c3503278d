package io.xapid.model.vm;

import static io.xapid.model.meta.FieldOption.clearedAtStart;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.INVERNESS;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.host.UsbGroup;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.List;
import java.util.Map;

@XenClass(
        name = "VUSB",
        since = INVERNESS,
        doc = "A host USB device passed through to a VM.",
        messages = VusbMessages.class)
public final class Vusb {
    private static final FieldFactory<Vusb> define = new FieldFactory<Vusb>("VUSB", INVERNESS).settableBy(POOL_ADMIN);

    // Identity
    public static final Field<Vusb, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Vusb, Ref<Vm>> VM = define.serverOnly("VM", ref("VM"), "VM that gets the USB device.");
    public static final Field<Vusb, Ref<UsbGroup>> USB_GROUP =
            define.serverOnly("USB_group", ref("USB_group"), "Group supplying the physical USB device.");
    public static final Field<Vusb, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Extra settings and notes by key.", optional());

    // Life
    public static final Field<Vusb, List<VusbOperation>> ALLOWED_OPERATIONS = define.serverOnly(
            "allowed_operations",
            set(enumOf(VusbOperation.class)),
            "Operations that could start right now.",
            since(RIO),
            clearedAtStart());
    public static final Field<Vusb, Map<String, VusbOperation>> CURRENT_OPERATIONS = define.serverOnly(
            "current_operations",
            map(STRING, enumOf(VusbOperation.class)),
            "Operations under way: task reference to operation.",
            since(RIO),
            clearedAtStart());
    public static final Field<Vusb, Boolean> CURRENTLY_ATTACHED =
            define.serverOnly("currently_attached", BOOL, "True while the guest has it connected.", since(RIO));

    /** The class as a whole. */
    public static final ClassDef<Vusb> CLASS = define.complete(Vusb.class);

    private Vusb() {}
}
