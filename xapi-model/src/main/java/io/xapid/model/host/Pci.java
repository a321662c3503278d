package io.xapid.model.host;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.XenClass.Trait.LOG_DESTROY;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import io.xapid.model.vm.Vm;
import java.util.List;
import java.util.Map;

@XenClass(
        name = "PCI",
        since = BOSTON,
        doc = "A PCI device of a host.",
        messages = PciMessages.class,
        traits = LOG_DESTROY)
public final class Pci {
    private static final FieldFactory<Pci> define = new FieldFactory<>("PCI", BOSTON);

    // Identity
    public static final Field<Pci, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Pci, Ref<Host>> HOST =
            define.setAtCreation("host", ref("host"), "Host the device is in.", optional());
    public static final Field<Pci, String> PCI_ID =
            define.setAtCreation("pci_id", STRING, "PCI address, as domain:bus:device.function.", optional());
    public static final Field<Pci, String> DRIVER_NAME = define.setAtCreation(
            "driver_name",
            STRING,
            "Kernel driver bound to the device in the control domain.",
            since(KOLKATA),
            optional());
    public static final Field<Pci, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Free keys for clients.", optional());

    // Model
    public static final Field<Pci, String> CLASS_ID =
            define.setAtCreation("class_id", STRING, "PCI class code in hexadecimal.", optional());
    public static final Field<Pci, String> CLASS_NAME =
            define.setAtCreation("class_name", STRING, "PCI class as text.", optional());
    public static final Field<Pci, String> VENDOR_ID =
            define.setAtCreation("vendor_id", STRING, "Vendor code in hexadecimal.", optional());
    public static final Field<Pci, String> VENDOR_NAME =
            define.setAtCreation("vendor_name", STRING, "Vendor as text.", optional());
    public static final Field<Pci, String> DEVICE_ID =
            define.setAtCreation("device_id", STRING, "Device code in hexadecimal.", optional());
    public static final Field<Pci, String> DEVICE_NAME =
            define.setAtCreation("device_name", STRING, "Device as text.", optional());
    public static final Field<Pci, String> SUBSYSTEM_VENDOR_ID = define.setAtCreation(
            "subsystem_vendor_id",
            STRING,
            "Board vendor code in hexadecimal.",
            since(CLEARWATER_WHETSTONE),
            optional());
    public static final Field<Pci, String> SUBSYSTEM_VENDOR_NAME = define.setAtCreation(
            "subsystem_vendor_name", STRING, "Board vendor as text.", since(CLEARWATER_WHETSTONE), optional());
    public static final Field<Pci, String> SUBSYSTEM_DEVICE_ID = define.setAtCreation(
            "subsystem_device_id", STRING, "Board code in hexadecimal.", since(CLEARWATER_WHETSTONE), optional());
    public static final Field<Pci, String> SUBSYSTEM_DEVICE_NAME = define.setAtCreation(
            "subsystem_device_name", STRING, "Board as text.", since(CLEARWATER_WHETSTONE), optional());

    // Functions
    public static final Field<Pci, Long> FUNCTIONS = define.serverOnly(
            "functions", INT, "How many guests can share the device at once.", defaultsTo(1L), internal());
    public static final Field<Pci, List<Ref<Pci>>> VIRTUAL_FUNCTIONS = define.derived(
            "virtual_functions",
            "PCI",
            "physical_function",
            "SR-IOV virtual functions made from this device.",
            since(FALCON),
            internal());
    public static final Field<Pci, Ref<Pci>> PHYSICAL_FUNCTION = define.setAtCreation(
            "physical_function",
            ref("PCI"),
            "Device this virtual function was made from; null if not virtual.",
            since(FALCON),
            optional(),
            internal());
    public static final Field<Pci, List<Ref<Pci>>> DEPENDENCIES = define.serverOnly(
            "dependencies",
            set(ref("PCI")),
            "Devices that must be passed to the same guest together with it.",
            dangling());

    // Use
    public static final Field<Pci, List<Ref<Vm>>> ATTACHED_VMS =
            define.derived("attached_VMs", "VM", "attached_PCIs", "Guests that have the device now.", internal());
    public static final Field<Pci, Ref<Vm>> SCHEDULED_TO_BE_ATTACHED_TO = define.serverOnly(
            "scheduled_to_be_attached_to",
            ref("VM"),
            "Guest about to start for which the device is reserved.",
            since(FALCON),
            internal());

    /** The class as a whole. */
    public static final ClassDef<Pci> CLASS = define.complete(Pci.class);

    private Pci() {}
}
