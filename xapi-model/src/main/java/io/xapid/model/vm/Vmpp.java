package io.xapid.model.vm;

import static io.xapid.model.meta.FieldOption.*;
import static io.xapid.model.meta.Release.CLEARWATER;
import static io.xapid.model.meta.Release.COWLEY;
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
        name = "VMPP",
        since = COWLEY,
        deprecated = CLEARWATER,
        removed = CLEARWATER,
        doc = "Formerly: a backup policy for VMs. Kept for old clients; every call fails.",
        messages = {VmppBackups.class, VmppArchives.class, VmppAlarms.class},
        traits = CONSTRUCTIBLE)
public final class Vmpp {
    private static final FieldFactory<Vmpp> define = new FieldFactory<>("VMPP", COWLEY);

    // Identity
    public static final Field<Vmpp, String> UUID = define.serverOnly(
            "uuid", STRING, "Permanent unique identifier.", deprecated(CLEARWATER), removed(CLEARWATER));
    public static final Field<Vmpp, String> NAME_LABEL = define.readWrite(
            "name_label", STRING, "Name for people.", deprecated(CLEARWATER), removed(CLEARWATER), optional());
    public static final Field<Vmpp, String> NAME_DESCRIPTION = define.readWrite(
            "name_description",
            STRING,
            "Free text for people.",
            deprecated(CLEARWATER),
            removed(CLEARWATER),
            optional());
    public static final Field<Vmpp, Boolean> IS_POLICY_ENABLED = define.readWrite(
            "is_policy_enabled",
            BOOL,
            "True if backups were to be taken on schedule.",
            deprecated(CLEARWATER),
            removed(CLEARWATER),
            defaultsTo(true));
    public static final Field<Vmpp, List<Ref<Vm>>> VMS = define.derived(
            "VMs", "VM", "protection_policy", "VMs covered.", deprecated(CLEARWATER), removed(CLEARWATER));

    // Backup
    public static final Field<Vmpp, BackupType> BACKUP_TYPE = define.readWrite(
            "backup_type",
            enumOf(BackupType.class),
            "Disks only (snapshot) or memory too (checkpoint).",
            deprecated(CLEARWATER),
            removed(CLEARWATER),
            defaultsTo(BackupType.SNAPSHOT));
    public static final Field<Vmpp, Long> BACKUP_RETENTION_VALUE = define.setAtCreation(
            "backup_retention_value",
            INT,
            "Number of backups kept per VM.",
            deprecated(CLEARWATER),
            removed(CLEARWATER),
            defaultsTo(7L));
    public static final Field<Vmpp, BackupFrequency> BACKUP_FREQUENCY = define.setAtCreation(
            "backup_frequency",
            enumOf(BackupFrequency.class),
            "How often: hourly, daily or weekly.",
            deprecated(CLEARWATER),
            removed(CLEARWATER),
            defaultsTo(BackupFrequency.DAILY));
    public static final Field<Vmpp, Map<String, String>> BACKUP_SCHEDULE = define.setAtCreation(
            "backup_schedule",
            STRING_MAP,
            "When: keys min, hour and days.",
            deprecated(CLEARWATER),
            removed(CLEARWATER),
            optional());
    public static final Field<Vmpp, Boolean> IS_BACKUP_RUNNING = define.serverOnly(
            "is_backup_running",
            BOOL,
            "True while backups were being taken.",
            deprecated(CLEARWATER),
            removed(CLEARWATER));
    public static final Field<Vmpp, Instant> BACKUP_LAST_RUN_TIME = define.serverOnly(
            "backup_last_run_time",
            DATETIME,
            "When backups were last taken, UTC.",
            deprecated(CLEARWATER),
            removed(CLEARWATER));

    // Archive
    public static final Field<Vmpp, ArchiveTarget> ARCHIVE_TARGET_TYPE = define.setAtCreation(
            "archive_target_type",
            enumOf(ArchiveTarget.class),
            "Kind of place for exports: none, cifs or nfs.",
            deprecated(CLEARWATER),
            removed(CLEARWATER),
            defaultsTo(ArchiveTarget.NONE));
    public static final Field<Vmpp, Map<String, String>> ARCHIVE_TARGET_CONFIG = define.setAtCreation(
            "archive_target_config",
            STRING_MAP,
            "Place for exports: location, username, password.",
            deprecated(CLEARWATER),
            removed(CLEARWATER),
            optional());
    public static final Field<Vmpp, ArchiveFrequency> ARCHIVE_FREQUENCY = define.setAtCreation(
            "archive_frequency",
            enumOf(ArchiveFrequency.class),
            "How often: never, always_after_backup, daily or weekly.",
            deprecated(CLEARWATER),
            removed(CLEARWATER),
            defaultsTo(ArchiveFrequency.NEVER));
    public static final Field<Vmpp, Map<String, String>> ARCHIVE_SCHEDULE = define.setAtCreation(
            "archive_schedule",
            STRING_MAP,
            "When: keys min, hour and days.",
            deprecated(CLEARWATER),
            removed(CLEARWATER),
            optional());
    public static final Field<Vmpp, Boolean> IS_ARCHIVE_RUNNING = define.serverOnly(
            "is_archive_running",
            BOOL,
            "True while exports were being written.",
            deprecated(CLEARWATER),
            removed(CLEARWATER));
    public static final Field<Vmpp, Instant> ARCHIVE_LAST_RUN_TIME = define.serverOnly(
            "archive_last_run_time",
            DATETIME,
            "When exports were last written, UTC.",
            deprecated(CLEARWATER),
            removed(CLEARWATER));

    // Alarms
    public static final Field<Vmpp, Boolean> IS_ALARM_ENABLED = define.setAtCreation(
            "is_alarm_enabled",
            BOOL,
            "True if alerts were to be mailed.",
            deprecated(CLEARWATER),
            removed(CLEARWATER),
            optional());
    public static final Field<Vmpp, Map<String, String>> ALARM_CONFIG = define.setAtCreation(
            "alarm_config",
            STRING_MAP,
            "Mail settings: address, smtp server and port.",
            deprecated(CLEARWATER),
            removed(CLEARWATER),
            optional());
    public static final Field<Vmpp, List<String>> RECENT_ALERTS = define.serverOnly(
            "recent_alerts", STRING_SET, "Latest alerts raised.", deprecated(CLEARWATER), removed(CLEARWATER));

    /** The class as a whole. */
    public static final ClassDef<Vmpp> CLASS = define.complete(Vmpp.class);

    private Vmpp() {}
}
