package io.xapid.model.access;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.GEORGE;
import static io.xapid.model.meta.Release.MIDNIGHT_RIDE;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Role.POOL_ADMIN;
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
        name = "subject",
        since = GEORGE,
        doc = "User or group of the directory who may log in.",
        messages = SubjectMessages.class,
        traits = CONSTRUCTIBLE,
        makers = POOL_ADMIN)
public final class Subject {
    private static final FieldFactory<Subject> define = new FieldFactory<>("subject", GEORGE);

    // Identity
    public static final Field<Subject, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.", since(RIO));
    public static final Field<Subject, String> SUBJECT_IDENTIFIER =
            define.setAtCreation("subject_identifier", STRING, "Directory identifier; unique in the pool.", optional());
    public static final Field<Subject, Map<String, String>> OTHER_CONFIG = define.setAtCreation(
            "other_config", STRING_MAP, "Details from the directory, such as the user name.", optional());

    // Rights
    public static final Field<Subject, List<Ref<RbacRole>>> ROLES = define.serverOnly(
            "roles",
            set(ref("role")),
            "Roles granted; pool administrator unless changed.",
            since(MIDNIGHT_RIDE),
            defaultsTo(List.of(Ref.of("OpaqueRef:0165f154-ba3e-034e-6b27-5d271af109ba"))),
            dangling());

    /** The class as a whole. */
    public static final ClassDef<Subject> CLASS = define.complete(Subject.class);

    private Subject() {}
}
