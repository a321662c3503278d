package io.xapid.model.access;

import static io.xapid.model.meta.FieldOption.dangling;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.MIDNIGHT_RIDE;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Release.V22_5_0;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.util.List;

@XenClass(
        name = "role",
        since = MIDNIGHT_RIDE,
        doc = "Set of permissions that can be granted to subjects.",
        messages = RbacRoleMessages.class)
public final class RbacRole {
    private static final FieldFactory<RbacRole> define = new FieldFactory<>("role", MIDNIGHT_RIDE);

    // Identity
    public static final Field<RbacRole, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.", since(RIO));
    public static final Field<RbacRole, String> NAME_LABEL =
            define.setAtCreation("name_label", STRING, "Name of the role or permission.", optional());
    public static final Field<RbacRole, String> NAME_DESCRIPTION =
            define.setAtCreation("name_description", STRING, "What it allows.", optional());

    // Content
    public static final Field<RbacRole, List<Ref<RbacRole>>> SUBROLES = define.setAtCreation(
            "subroles", set(ref("role")), "Roles and permissions included in it.", optional(), dangling());
    public static final Field<RbacRole, Boolean> IS_INTERNAL = define.serverOnly(
            "is_internal", BOOL, "True if meant for the toolstack alone, not for granting.", since(V22_5_0));

    /** The class as a whole. */
    public static final ClassDef<RbacRole> CLASS = define.complete(RbacRole.class);

    private RbacRole() {}
}
