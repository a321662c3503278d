package io.xapid.model.pool;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;

/** Failures of installing updates. */
public final class UpdateFailure {
    private UpdateFailure() {}

    /** A follow-up step of the update did not succeed. */
    public static final class ApplyGuidanceFailed extends Failure {
        public ApplyGuidanceFailed(Ref<?> ref) {
            super("APPLY_GUIDANCE_FAILED", ref);
        }
    }

    /** The live patch could not be loaded. */
    public static final class ApplyLivepatchFailed extends Failure {
        public ApplyLivepatchFailed(String livepatch) {
            super("APPLY_LIVEPATCH_FAILED", livepatch);
        }
    }

    /** The updates could not be installed on the host. */
    public static final class ApplyUpdatesFailed extends Failure {
        public ApplyUpdatesFailed(Ref<?> ref) {
            super("APPLY_UPDATES_FAILED", ref);
        }
    }

    /** Updates are being installed at this moment. */
    public static final class ApplyUpdatesInProgress extends Failure {
        public ApplyUpdatesInProgress() {
            super("APPLY_UPDATES_IN_PROGRESS");
        }
    }

    /** The update cannot be located. */
    public static final class CannotFindUpdate extends Failure {
        public CannotFindUpdate() {
            super("CANNOT_FIND_UPDATE");
        }

        public CannotFindUpdate(String update) {
            super("CANNOT_FIND_UPDATE", update);
        }
    }

    /** Regular update checks cannot be used with the present sources. */
    public static final class CanNotPeriodicSyncUpdates extends Failure {
        public CanNotPeriodicSyncUpdates() {
            super("CAN_NOT_PERIODIC_SYNC_UPDATES");
        }
    }

    /** The present update sources cannot be synchronised. */
    public static final class CanNotSyncUpdates extends Failure {
        public CanNotSyncUpdates() {
            super("CAN_NOT_SYNC_UPDATES");
        }
    }

    /** The host could not tell which updates it needs. */
    public static final class GetHostUpdatesFailed extends Failure {
        public GetHostUpdatesFailed(Ref<?> ref) {
            super("GET_HOST_UPDATES_FAILED", ref);
        }
    }

    /** The list of available updates could not be worked out. */
    public static final class GetUpdatesFailed extends Failure {
        public GetUpdatesFailed() {
            super("GET_UPDATES_FAILED");
        }
    }

    /** The list of available updates is being worked out right now. */
    public static final class GetUpdatesInProgress extends Failure {
        public GetUpdatesInProgress(String... details) {
            super("GET_UPDATES_IN_PROGRESS", (Object[]) details);
        }
    }

    /** The update package is damaged or not acceptable. */
    public static final class InvalidUpdate extends Failure {
        public InvalidUpdate(String info) {
            super("INVALID_UPDATE", info);
        }
    }

    /** The chosen day for update checks does not fit the schedule. */
    public static final class InvalidUpdateSyncDay extends Failure {
        public InvalidUpdateSyncDay(String day) {
            super("INVALID_UPDATE_SYNC_DAY", day);
        }
    }

    /** Updates are being fetched at this moment. */
    public static final class SyncUpdatesInProgress extends Failure {
        public SyncUpdatesInProgress() {
            super("SYNC_UPDATES_IN_PROGRESS");
        }
    }

    /** The host has this update already. */
    public static final class AlreadyApplied extends Failure {
        public AlreadyApplied(String update) {
            super("UPDATE_ALREADY_APPLIED", update);
        }
    }

    /** All hosts of the pool have this update already. */
    public static final class AlreadyAppliedInPool extends Failure {
        public AlreadyAppliedInPool(String update) {
            super("UPDATE_ALREADY_APPLIED_IN_POOL", update);
        }
    }

    /** The update was uploaded earlier. */
    public static final class AlreadyExists extends Failure {
        public AlreadyExists(String uuid) {
            super("UPDATE_ALREADY_EXISTS", uuid);
        }
    }

    /** Installing the update ended with an error. */
    public static final class ApplyFailed extends Failure {
        public ApplyFailed(String output) {
            super("UPDATE_APPLY_FAILED", output);
        }
    }

    /** The update is installed somewhere and cannot be removed. */
    public static final class IsApplied extends Failure {
        public IsApplied() {
            super("UPDATE_IS_APPLIED");
        }
    }

    /** Some hosts of the pool failed to install the update. */
    public static final class PoolApplyFailed extends Failure {
        public PoolApplyFailed(String hosts) {
            super("UPDATE_POOL_APPLY_FAILED", hosts);
        }
    }

    /** An installed update conflicts with this one. */
    public static final class PrecheckFailedConflictPresent extends Failure {
        public PrecheckFailedConflictPresent(String update, String conflictUpdate) {
            super("UPDATE_PRECHECK_FAILED_CONFLICT_PRESENT", update, conflictUpdate);
        }
    }

    /** The host lacks the signing key of the update. */
    public static final class PrecheckFailedGpgkeyNotImported extends Failure {
        public PrecheckFailedGpgkeyNotImported(String update) {
            super("UPDATE_PRECHECK_FAILED_GPGKEY_NOT_IMPORTED", update);
        }
    }

    /** The host has too little disk space for the update. */
    public static final class PrecheckFailedOutOfSpace extends Failure {
        public PrecheckFailedOutOfSpace(String update, long availableSpace, long requiredSpace) {
            super("UPDATE_PRECHECK_FAILED_OUT_OF_SPACE", update, availableSpace, requiredSpace);
        }
    }

    /** An update that has to come first is missing. */
    public static final class PrecheckFailedPrerequisiteMissing extends Failure {
        public PrecheckFailedPrerequisiteMissing(String update, String prerequisiteUpdate) {
            super("UPDATE_PRECHECK_FAILED_PREREQUISITE_MISSING", update, prerequisiteUpdate);
        }
    }

    /** The check before the update stopped for an unknown reason. */
    public static final class PrecheckFailedUnknownError extends Failure {
        public PrecheckFailedUnknownError(String update, String info) {
            super("UPDATE_PRECHECK_FAILED_UNKNOWN_ERROR", update, info);
        }
    }

    /** The update is meant for another product version. */
    public static final class PrecheckFailedWrongServerVersion extends Failure {
        public PrecheckFailedWrongServerVersion(String update, String installedVersion, String requiredVersion) {
            super("UPDATE_PRECHECK_FAILED_WRONG_SERVER_VERSION", update, installedVersion, requiredVersion);
        }
    }

    /** The remote pool that supplies updates cannot be reached. */
    public static final class SyncingRemotePoolCoordinatorConnectionFailed extends Failure {
        public SyncingRemotePoolCoordinatorConnectionFailed() {
            super("UPDATE_SYNCING_REMOTE_POOL_COORDINATOR_CONNECTION_FAILED");
        }
    }

    /** The remote pool that supplies updates did not serve the request. */
    public static final class SyncingRemotePoolCoordinatorServiceFailed extends Failure {
        public SyncingRemotePoolCoordinatorServiceFailed() {
            super("UPDATE_SYNCING_REMOTE_POOL_COORDINATOR_SERVICE_FAILED");
        }
    }
}
