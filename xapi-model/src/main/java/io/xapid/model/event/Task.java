package io.xapid.model.event;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.VM_OPERATOR;
import static io.xapid.model.meta.XenClass.Trait.NO_TASK;
import static io.xapid.model.meta.XenClass.Trait.TRANSIENT;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.access.Session;
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
        name = "task",
        since = RIO,
        doc = "Progress and outcome of an asynchronous or long call.",
        messages = TaskMessages.class,
        traits = {TRANSIENT, NO_TASK})
public final class Task {
    private static final FieldFactory<Task> define = new FieldFactory<>("task", RIO);

    // Identity
    public static final Field<Task, String> UUID = define.serverOnly("uuid", STRING, "Permanent unique identifier.");
    public static final Field<Task, String> NAME_LABEL =
            define.serverOnly("name_label", STRING, "Name for people, usually the call.");
    public static final Field<Task, String> NAME_DESCRIPTION =
            define.serverOnly("name_description", STRING, "What the task is doing.");
    public static final Field<Task, Map<String, String>> OTHER_CONFIG = define.serverOnly(
            "other_config",
            STRING_MAP,
            "Extra keys for clients.",
            since(MIAMI),
            key("applies_to", VM_OPERATOR),
            key("XenCenterUUID", VM_OPERATOR),
            key("XenCenterMeddlingActionTitle", VM_OPERATOR));

    // Life
    public static final Field<Task, List<TaskOperation>> ALLOWED_OPERATIONS = define.serverOnly(
            "allowed_operations", set(enumOf(TaskOperation.class)), "Operations that would be accepted right now.");
    public static final Field<Task, Map<String, TaskOperation>> CURRENT_OPERATIONS = define.serverOnly(
            "current_operations",
            map(STRING, enumOf(TaskOperation.class)),
            "Running operations, keyed by the task doing them.");
    public static final Field<Task, Instant> CREATED = define.serverOnly("created", DATETIME, "Time the task started.");
    public static final Field<Task, Instant> FINISHED =
            define.serverOnly("finished", DATETIME, "Time the task ended; meaningful once it is not pending.");
    public static final Field<Task, TaskStatus> STATUS = define.serverOnly(
            "status", enumOf(TaskStatus.class), "Pending, success, failure, cancelling or cancelled.");
    public static final Field<Task, Double> PROGRESS = define.serverOnly("progress", FLOAT, "Fraction done, 0 to 1.");

    // Result
    public static final Field<Task, String> TYPE =
            define.serverOnly("type", STRING, "Class of the object the result refers to, if any.");
    public static final Field<Task, String> RESULT =
            define.serverOnly("result", STRING, "Result encoded as XML; empty until success.");
    public static final Field<Task, List<String>> ERROR_INFO =
            define.serverOnly("error_info", STRING_SET, "Error code and its parameters after a failure.");
    public static final Field<Task, String> BACKTRACE = define.serverOnly(
            "backtrace", STRING, "Where in the code a failure arose, for support.", since(DUNDEE), defaultsTo("()"));

    // Relations
    public static final Field<Task, Ref<Task>> SUBTASK_OF =
            define.serverOnly("subtask_of", ref("task"), "Task this one is part of, or null.", since(ORLANDO));
    public static final Field<Task, List<Ref<Task>>> SUBTASKS =
            define.derived("subtasks", "task", "subtask_of", "Tasks that are part of this one.", since(ORLANDO));
    public static final Field<Task, Ref<Session>> SESSION =
            define.serverOnly("session", ref("session"), "Session that started the task.", internal());

    // Execution
    public static final Field<Task, Ref<Host>> RESIDENT_ON =
            define.serverOnly("resident_on", ref("host"), "Host the task runs on.");
    public static final Field<Task, Long> EXTERNALPID =
            define.serverOnly("externalpid", INT, "Process number of a helper program, -1 if none.", internal());
    public static final Field<Task, Long> STUNNELPID = define.serverOnly(
            "stunnelpid", INT, "Process number of the TLS tunnel; no longer used.", deprecated(BOSTON), internal());
    public static final Field<Task, Boolean> FORWARDED =
            define.serverOnly("forwarded", BOOL, "True if the call was passed on to another host.", internal());
    public static final Field<Task, Ref<Host>> FORWARDED_TO =
            define.serverOnly("forwarded_to", ref("host"), "Host the call was passed on to.", internal());

    /** The class as a whole. */
    public static final ClassDef<Task> CLASS = define.complete(Task.class);

    private Task() {}
}
