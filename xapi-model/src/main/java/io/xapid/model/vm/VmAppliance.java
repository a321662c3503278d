package io.xapid.model.vm;

import static io.xapid.model.meta.FieldOption.clearedAtStart;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.BOSTON;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenClass.Trait.CONSTRUCTIBLE;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.List;
import java.util.Map;

@XenClass(
        name = "VM_appliance",
        since = BOSTON,
        doc = "A group of VMs started, stopped and recovered as one.",
        messages = VmApplianceMessages.class,
        traits = CONSTRUCTIBLE)
public final class VmAppliance {
    private static final FieldFactory<VmAppliance> define = new FieldFactory<>("VM_appliance", BOSTON);

    // Identity
    public static final Field<VmAppliance, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.", since(RIO));
    public static final Field<VmAppliance, String> NAME_LABEL =
            define.readWrite("name_label", STRING, "Name for people.", since(RIO), optional());
    public static final Field<VmAppliance, String> NAME_DESCRIPTION =
            define.readWrite("name_description", STRING, "Free text for people.", since(RIO), optional());

    // Life
    public static final Field<VmAppliance, List<ApplianceOperation>> ALLOWED_OPERATIONS = define.serverOnly(
            "allowed_operations",
            set(enumOf(ApplianceOperation.class)),
            "Operations that could start right now.",
            since(RIO),
            clearedAtStart());
    public static final Field<VmAppliance, Map<String, ApplianceOperation>> CURRENT_OPERATIONS = define.serverOnly(
            "current_operations",
            map(STRING, enumOf(ApplianceOperation.class)),
            "Operations under way: task reference to operation.",
            since(RIO),
            clearedAtStart());

    // Members
    public static final Field<VmAppliance, List<Ref<Vm>>> VMS = define.derived(
            "VMs", "VM", "appliance", "VMs in the group; their order and delays steer starts and stops.", since(RIO));

    /** The class as a whole. */
    public static final ClassDef<VmAppliance> CLASS = define.complete(VmAppliance.class);

    private VmAppliance() {}
}
