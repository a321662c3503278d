package io.xapid.model.pool;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;

/** Failures about the pool as a whole. */
public final class PoolFailure {
    private PoolFailure() {}

    /** The pool database backup could not be loaded. */
    public static final class CouldNotImportDatabase extends Failure {
        public CouldNotImportDatabase(String reason) {
            super("COULD_NOT_IMPORT_DATABASE", reason);
        }
    }

    /** The database already has a row with that unique value. */
    public static final class DbUniquenessConstraintViolation extends Failure {
        public DbUniquenessConstraintViolation(String table, String field, String value) {
            super("DB_UNIQUENESS_CONSTRAINT_VIOLATION", table, field, value);
        }
    }

    /** The pool is in the middle of changing its coordinator. */
    public static final class DesignateNewMasterInProgress extends Failure {
        public DesignateNewMasterInProgress() {
            super("DESIGNATE_NEW_MASTER_IN_PROGRESS");
        }
    }

    /** The hosts differ too much to share a pool. */
    public static final class HostsNotCompatible extends Failure {
        public HostsNotCompatible() {
            super("HOSTS_NOT_COMPATIBLE");
        }
    }

    /** The host is a pool member; address its coordinator instead. */
    public static final class HostIsSlave extends Failure {
        public HostIsSlave(String masterIpAddress) {
            super("HOST_IS_SLAVE", masterIpAddress);
        }
    }

    /** A host cannot be a member under itself. */
    public static final class HostItsOwnSlave extends Failure {
        public HostItsOwnSlave() {
            super("HOST_ITS_OWN_SLAVE");
        }
    }

    /** The coordinator cannot open a connection back to this host. */
    public static final class HostMasterCannotTalkBack extends Failure {
        public HostMasterCannotTalkBack(String ip) {
            super("HOST_MASTER_CANNOT_TALK_BACK", ip);
        }
    }

    /** The coordinator has no record of this host. */
    public static final class HostUnknownToMaster extends Failure {
        public HostUnknownToMaster(Ref<Host> host) {
            super("HOST_UNKNOWN_TO_MASTER", host);
        }
    }

    /** The member runs a newer toolstack than its coordinator. */
    public static final class HostXapiVersionHigherThanCoordinator extends Failure {
        public HostXapiVersionHigherThanCoordinator(String hostXapiVersion) {
            super("HOST_XAPI_VERSION_HIGHER_THAN_COORDINATOR", hostXapiVersion);
        }
    }

    /** The pool is being upgraded, so the action has to wait. */
    public static final class NotSupportedDuringUpgrade extends Failure {
        public NotSupportedDuringUpgrade() {
            super("NOT_SUPPORTED_DURING_UPGRADE");
        }
    }

    /** An earlier change of the pool secret is not complete. */
    public static final class SecretRotationPending extends Failure {
        public SecretRotationPending() {
            super("POOL_SECRET_ROTATION_PENDING");
        }
    }

    /** The backup comes from a version that cannot be restored here. */
    public static final class RestoreIncompatibleVersion extends Failure {
        public RestoreIncompatibleVersion() {
            super("RESTORE_INCOMPATIBLE_VERSION");
        }
    }

    /** The backup does not contain the present management interface. */
    public static final class RestoreManagementInterfaceNotInBackup extends Failure {
        public RestoreManagementInterfaceNotInBackup() {
            super("RESTORE_TARGET_MGMT_IF_NOT_IN_BACKUP");
        }
    }

    /** The backup names a network device this host does not have. */
    public static final class RestoreTargetMissingDevice extends Failure {
        public RestoreTargetMissingDevice(String device) {
            super("RESTORE_TARGET_MISSING_DEVICE", device);
        }
    }

    /** A pool member cannot do without a management interface. */
    public static final class SlaveRequiresManagementInterface extends Failure {
        public SlaveRequiresManagementInterface() {
            super("SLAVE_REQUIRES_MANAGEMENT_INTERFACE");
        }
    }
}
