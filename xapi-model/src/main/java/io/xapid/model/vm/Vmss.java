package io.xapid.model.vm;

import static io.xapid.model.meta.FieldOption.defaultsTo;
import static io.xapid.model.meta.FieldOption.optional;
import static io.xapid.model.meta.FieldOption.since;
import static io.xapid.model.meta.Release.FALCON;
import static io.xapid.model.meta.Release.RIO;
import static io.xapid.model.meta.XenClass.Trait.CONSTRUCTIBLE;
import static io.xapid.model.meta.XenType.*;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.FieldFactory;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenClass;
import java.time.Instant;
import java.util.List;
import java.util.Map;

@XenClass(
        name = "VMSS",
        since = FALCON,
        doc = "A schedule that takes snapshots of its VMs and deletes the oldest.",
        messages = VmssMessages.class,
        traits = CONSTRUCTIBLE)
public final class Vmss {
    private static final FieldFactory<Vmss> define = new FieldFactory<>("VMSS", FALCON);

    // Identity
    public static final Field<Vmss, String> UUID =
            define.serverOnly("uuid", STRING, "Permanent unique identifier.", since(RIO));
    public static final Field<Vmss, String> NAME_LABEL =
            define.readWrite("name_label", STRING, "Name for people.", since(RIO), optional());
    public static final Field<Vmss, String> NAME_DESCRIPTION =
            define.readWrite("name_description", STRING, "Free text for people.", since(RIO), optional());

    // Schedule
    public static final Field<Vmss, Boolean> ENABLED = define.readWrite(
            "enabled",
            BOOL,
            "True if snapshots are taken on time; false pauses the schedule.",
            since(RIO),
            defaultsTo(true));
    public static final Field<Vmss, SnapshotType> TYPE = define.setAtCreation(
            "type", enumOf(SnapshotType.class), "snapshot for disks only, checkpoint for memory too.", since(RIO));
    public static final Field<Vmss, SnapshotFrequency> FREQUENCY = define.setAtCreation(
            "frequency", enumOf(SnapshotFrequency.class), "How often: hourly, daily or weekly.", since(RIO));
    public static final Field<Vmss, Map<String, String>> SCHEDULE = define.setAtCreation(
            "schedule",
            STRING_MAP,
            "When: keys min, hour and days, in the local time of the host.",
            since(RIO),
            optional());
    public static final Field<Vmss, Long> RETAINED_SNAPSHOTS = define.setAtCreation(
            "retained_snapshots", INT, "Snapshots kept per VM; older ones are deleted.", since(RIO), defaultsTo(7L));

    // History
    public static final Field<Vmss, Instant> LAST_RUN_TIME =
            define.serverOnly("last_run_time", DATETIME, "When it last ran, UTC.", since(RIO));

    // Members
    public static final Field<Vmss, List<Ref<Vm>>> VMS =
            define.derived("VMs", "VM", "snapshot_schedule", "VMs it takes snapshots of.", since(RIO));

    /** The class as a whole. */
    public static final ClassDef<Vmss> CLASS = define.complete(Vmss.class);

    private Vmss() {}
}
