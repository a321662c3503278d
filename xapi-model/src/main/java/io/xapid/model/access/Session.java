package io.xapid.model.access;

import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.XenClass.Trait.NO_EVENTS;
import static io.xapid.model.meta.XenClass.Trait.NO_GET_ALL;
import static io.xapid.model.meta.XenClass.Trait.TRANSIENT;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.event.Task;
import io.xapid.model.host.Host;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.time.Instant;
import java.util.List;
import java.util.Map;

@XenClass(
        name = "session",
        since = RIO,
        doc = "Login of a client; nearly every call names one.",
        messages = SessionMessages.class,
        traits = {TRANSIENT, NO_EVENTS, NO_GET_ALL})
public final class Session {
    private static final FieldFactory<Session> define =
            new FieldFactory<Session>("session", RIO).settableBy(POOL_ADMIN);

    // Identity
    public static final Field<Session, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Session, String> ORIGINATOR =
            define.serverOnly("originator", STRING, "Name the client program gave itself at login.", since(CLEARWATER));
    public static final Field<Session, Boolean> POOL =
            define.serverOnly("pool", BOOL, "True if a pool member opened it.");
    public static final Field<Session, Ref<Session>> PARENT = define.setAtCreation(
            "parent", ref("session"), "Session this one came from; no longer used.", since(MIDNIGHT_RIDE), optional());
    public static final Field<Session, Map<String, String>> OTHER_CONFIG =
            define.readWrite("other_config", STRING_MAP, "Extra keys for clients.", since(MIAMI), optional());

    // User
    public static final Field<Session, Ref<Host>> THIS_HOST =
            define.serverOnly("this_host", ref("host"), "Host that the session was opened on.");
    public static final Field<Session, Ref<User>> THIS_USER =
            define.serverOnly("this_user", ref("user"), "User record; not set for external users.");
    public static final Field<Session, Boolean> IS_LOCAL_SUPERUSER =
            define.serverOnly("is_local_superuser", BOOL, "True for local root, who may do everything.", since(GEORGE));
    public static final Field<Session, Ref<Subject>> SUBJECT = define.serverOnly(
            "subject", ref("subject"), "Subject that gave access; null for local root.", since(GEORGE));
    public static final Field<Session, String> AUTH_USER_SID =
            define.serverOnly("auth_user_sid", STRING, "Directory identifier of the user.", since(GEORGE));
    public static final Field<Session, String> AUTH_USER_NAME =
            define.serverOnly("auth_user_name", STRING, "Login name of the user.", since(MIDNIGHT_RIDE));
    public static final Field<Session, Boolean> CLIENT_CERTIFICATE = define.serverOnly(
            "client_certificate", BOOL, "True if a TLS certificate was used to log in.", since(V21_2_0));

    // Rights
    public static final Field<Session, List<String>> RBAC_PERMISSIONS = define.setAtCreation(
            "rbac_permissions",
            STRING_SET,
            "Names of everything the session may do.",
            since(MIDNIGHT_RIDE),
            optional());

    // Activity
    public static final Field<Session, Instant> LAST_ACTIVE =
            define.serverOnly("last_active", DATETIME, "Time of the latest call.");
    public static final Field<Session, Instant> VALIDATION_TIME = define.serverOnly(
            "validation_time", DATETIME, "Time the directory last confirmed the user.", since(GEORGE));
    public static final Field<Session, List<Ref<Task>>> TASKS =
            define.derived("tasks", "task", "session", "Tasks started by the session.", since(MIDNIGHT_RIDE));

    /** The class as a whole. */
    public static final ClassDef<Session> CLASS = define.complete(Session.class);

    private Session() {}
}
