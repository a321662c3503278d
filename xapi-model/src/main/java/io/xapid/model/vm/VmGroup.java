package io.xapid.model.vm;

import static io.xapid.model.meta.FieldOption.defaultsTo;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Release.V24_19_1;
import static io.xapid.model.meta.Role.VM_ADMIN;
import static io.xapid.model.meta.XenClass.Trait.CONSTRUCTIBLE;
import static io.xapid.model.meta.XenType.STRING;
import static io.xapid.model.meta.XenType.enumOf;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.List;

@XenClass(
        name = "VM_group",
        since = V24_19_1,
        prototype = true,
        doc = "VMs with a common rule for spreading them over hosts.",
        traits = CONSTRUCTIBLE,
        makers = VM_ADMIN)
public final class VmGroup {
    private static final FieldFactory<VmGroup> define =
            FieldFactory.<VmGroup>ofPrototype("VM_group", V24_19_1).settableBy(VM_ADMIN);

    // Identity
    public static final Field<VmGroup, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.", since(RIO));
    public static final Field<VmGroup, String> NAME_LABEL =
            define.readWrite("name_label", STRING, "Name for people.", since(RIO), optional());
    public static final Field<VmGroup, String> NAME_DESCRIPTION =
            define.readWrite("name_description", STRING, "Free text for people.", since(RIO), optional());

    // Placement
    public static final Field<VmGroup, PlacementPolicy> PLACEMENT = define.setAtCreation(
            "placement",
            enumOf(PlacementPolicy.class),
            "anti_affinity spreads members over hosts; normal has no rule.",
            defaultsTo(PlacementPolicy.NORMAL));
    public static final Field<VmGroup, List<Ref<Vm>>> VMS = define.derived("VMs", "VM", "groups", "Members.");

    /** The class as a whole. */
    public static final ClassDef<VmGroup> CLASS = define.complete(VmGroup.class);

    private VmGroup() {}
}
