package io.xapid.server.job;

import static io.xapid.model.meta.Release.V26_17_0;
import static io.xapid.model.meta.XenType.BOOL;
import static io.xapid.model.meta.XenType.DATETIME;
import static io.xapid.model.meta.XenType.STRING;
import static io.xapid.model.meta.XenType.map;
import static io.xapid.model.meta.XenType.ref;
import static io.xapid.model.meta.XenType.set;

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

/** The internal class whose rows are the jobs that are not finished. It is stored and no client sees it. */
@XenClass(
        name = "xapid_job",
        since = V26_17_0,
        doc = "A durable order to one host.",
        traits = {XenClass.Trait.HIDDEN, XenClass.Trait.NO_EVENTS, XenClass.Trait.NO_GET_ALL})
public final class JobRecord {
    private static final FieldFactory<JobRecord> define = new FieldFactory<>("xapid_job", V26_17_0);

    public static final Field<JobRecord, String> KIND =
            define.serverOnly("kind", STRING, "Which plan carries it out, such as VM.start.");
    public static final Field<JobRecord, String> SUBJECT =
            define.serverOnly("subject", STRING, "Reference of the object it is about.");
    public static final Field<JobRecord, Map<String, String>> ARGUMENTS =
            define.serverOnly("arguments", map(STRING, STRING), "What its kind needs to know.");
    public static final Field<JobRecord, Ref<Host>> HOST =
            define.serverOnly("host", ref("host"), "The host that must act.");
    public static final Field<JobRecord, Ref<Task>> TASK =
            define.serverOnly("task", ref("task"), "The task that clients see.");
    public static final Field<JobRecord, Boolean> KEEPS_TASK =
            define.serverOnly("keeps_task", BOOL, "Whether the task stays when the job is done.");
    public static final Field<JobRecord, List<String>> MARKS =
            define.serverOnly("marks", set(STRING), "Entries in current_operations that end with it.");
    public static final Field<JobRecord, Ref<Host>> ORIGIN =
            define.serverOnly("origin", ref("host"), "The host that was called, and waits for how it ends.");
    public static final Field<JobRecord, Boolean> ENDED =
            define.serverOnly("ended", BOOL, "Whether it is over, and its origin is still to hear how.");
    public static final Field<JobRecord, List<String>> FAILURE =
            define.serverOnly("failure", set(STRING), "When it has ended badly, the failure's description.");
    public static final Field<JobRecord, String> RESULT_CLASS = define.serverOnly(
            "result_class", STRING, "When it has ended well, the class of the object that it answers; empty for none.");
    public static final Field<JobRecord, String> RESULT =
            define.serverOnly("result", STRING, "The reference of that object.");
    public static final Field<JobRecord, Instant> DEADLINE =
            define.serverOnly("deadline", DATETIME, "When to stop trying.");

    /** The class as a whole. */
    public static final ClassDef<JobRecord> CLASS = define.complete(JobRecord.class);

    private JobRecord() {}
}
