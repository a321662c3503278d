package io.xapid.model.storage;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;

/** Failures about storage outside any one repository. */
public final class StorageFailure {
    private StorageFailure() {}

    /** The state file for high availability could not be made. */
    public static final class CannotCreateStateFile extends Failure {
        public CannotCreateStateFile() {
            super("CANNOT_CREATE_STATE_FILE");
        }
    }

    /** The disaster recovery task cannot be removed. */
    public static final class CannotDestroyDisasterRecoveryTask extends Failure {
        public CannotDestroyDisasterRecoveryTask(String reason) {
            super("CANNOT_DESTROY_DISASTER_RECOVERY_TASK", reason);
        }
    }

    /** The database redo log could not be switched on. */
    public static final class CannotEnableRedoLog extends Failure {
        public CannotEnableRedoLog(String reason) {
            super("CANNOT_ENABLE_REDO_LOG", reason);
        }
    }

    /** The vendor backup partition cannot be located. */
    public static final class CannotFindOemBackupPartition extends Failure {
        public CannotFindOemBackupPartition() {
            super("CANNOT_FIND_OEM_BACKUP_PARTITION");
        }
    }

    /** The partition for persistent state cannot be located. */
    public static final class CannotFindStatePartition extends Failure {
        public CannotFindStatePartition() {
            super("CANNOT_FIND_STATE_PARTITION");
        }
    }

    /** Some hosts could not switch off local disk caching. */
    public static final class HostsFailedToDisableCaching extends Failure {
        public HostsFailedToDisableCaching(Ref<?>... hosts) {
            super("HOSTS_FAILED_TO_DISABLE_CACHING", (Object[]) hosts);
        }
    }

    /** Some hosts could not switch on local disk caching. */
    public static final class HostsFailedToEnableCaching extends Failure {
        public HostsFailedToEnableCaching(Ref<?>... hosts) {
            super("HOSTS_FAILED_TO_ENABLE_CACHING", (Object[]) hosts);
        }
    }

    /** The host has no local storage to use. */
    public static final class NoLocalStorage extends Failure {
        public NoLocalStorage(String... details) {
            super("NO_LOCAL_STORAGE", (Object[]) details);
        }
    }

    /** The limit of database redo logs is reached. */
    public static final class NoMoreRedoLogsAllowed extends Failure {
        public NoMoreRedoLogsAllowed() {
            super("NO_MORE_REDO_LOGS_ALLOWED");
        }
    }

    /** The location has no space left. */
    public static final class OutOfSpace extends Failure {
        public OutOfSpace(String location) {
            super("OUT_OF_SPACE", location);
        }
    }

    /** The database redo log is switched on. */
    public static final class RedoLogIsEnabled extends Failure {
        public RedoLogIsEnabled() {
            super("REDO_LOG_IS_ENABLED");
        }
    }
}
