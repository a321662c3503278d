package io.xapid.model.vm;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.Release.V22_26_0;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import io.xapid.model.pool.Secret;
import java.util.List;
import java.util.Map;

@XenClass(
        name = "VTPM",
        since = V22_26_0,
        prototype = true,
        doc = "A virtual TPM 2.0 chip of a VM.",
        messages = VtpmMessages.class)
public final class Vtpm {
    private static final FieldFactory<Vtpm> define = FieldFactory.ofPrototype("VTPM", V22_26_0);

    // Identity
    public static final Field<Vtpm, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.", since(RIO));
    public static final Field<Vtpm, Ref<Vm>> VM =
            define.setAtCreation("VM", ref("VM"), "VM that has this TPM.", since(RIO));

    // Life
    public static final Field<Vtpm, List<VtpmOperation>> ALLOWED_OPERATIONS = define.serverOnly(
            "allowed_operations",
            set(enumOf(VtpmOperation.class)),
            "Operations that could start right now.",
            since(RIO),
            clearedAtStart());
    public static final Field<Vtpm, Map<String, VtpmOperation>> CURRENT_OPERATIONS = define.serverOnly(
            "current_operations",
            map(STRING, enumOf(VtpmOperation.class)),
            "Operations under way: task reference to operation.",
            since(RIO),
            clearedAtStart());

    // State
    public static final Field<Vtpm, Ref<Vm>> BACKEND =
            define.serverOnly("backend", ref("VM"), "Domain that serves the TPM; null by default.", since(RIO));
    public static final Field<Vtpm, VtpmBackend> PERSISTENCE_BACKEND = define.serverOnly(
            "persistence_backend",
            enumOf(VtpmBackend.class),
            "Where its contents are kept; xapi is the pool database.",
            defaultsTo(VtpmBackend.XAPI));
    public static final Field<Vtpm, Ref<Secret>> CONTENTS =
            define.serverOnly("contents", ref("secret"), "Secret that holds its stored state.", internal());
    public static final Field<Vtpm, Boolean> IS_UNIQUE = define.setAtCreation(
            "is_unique", BOOL, "True if copies of the VM must not share its contents.", optional());
    public static final Field<Vtpm, Boolean> IS_PROTECTED = define.serverOnly(
            "is_protected", BOOL, "True if its stored contents are guarded as the TPM standard demands.");

    /** The class as a whole. */
    public static final ClassDef<Vtpm> CLASS = define.complete(Vtpm.class);

    private Vtpm() {}
}
