package io.xapid.model.pool;

import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.BOSTON;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenType.STRING;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import io.xapid.model.storage.Sr;
import java.util.List;

@XenClass(
        name = "DR_task",
        since = BOSTON,
        doc = "Disaster recovery run; keeps the storage it attached until it ends.",
        messages = DrTaskMessages.class)
public final class DrTask {
    private static final FieldFactory<DrTask> define = new FieldFactory<>("DR_task", BOSTON);

    // Identity
    public static final Field<DrTask, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.", since(RIO));

    // Storage
    public static final Field<DrTask, List<Ref<Sr>>> INTRODUCED_SRS =
            define.derived("introduced_SRs", "SR", "introduced_by", "Storage attached for this run.", since(RIO));

    /** The class as a whole. */
    public static final ClassDef<DrTask> CLASS = define.complete(DrTask.class);

    private DrTask() {}
}
