package io.xapid.model.pool;

import io.xapid.model.meta.Failure;

/** Failures about old-style patches. */
public final class PatchFailure {
    private PatchFailure() {}

    /** The patch could not be fetched from the coordinator. */
    public static final class CannotFetch extends Failure {
        public CannotFetch(String uuid) {
            super("CANNOT_FETCH_PATCH", uuid);
        }
    }

    /** The patch file cannot be located. */
    public static final class CannotFind extends Failure {
        public CannotFind() {
            super("CANNOT_FIND_PATCH");
        }
    }

    /** The patch file is damaged or not acceptable. */
    public static final class Invalid extends Failure {
        public Invalid() {
            super("INVALID_PATCH");
        }
    }

    /** The patch file is not acceptable; the log tells why. */
    public static final class InvalidWithLog extends Failure {
        public InvalidWithLog(String log) {
            super("INVALID_PATCH_WITH_LOG", log);
        }
    }

    /** The host has this patch already. */
    public static final class AlreadyApplied extends Failure {
        public AlreadyApplied(String patch) {
            super("PATCH_ALREADY_APPLIED", patch);
        }
    }

    /** The patch was uploaded earlier. */
    public static final class AlreadyExists extends Failure {
        public AlreadyExists(String uuid) {
            super("PATCH_ALREADY_EXISTS", uuid);
        }
    }

    /** Installing the patch ended with an error. */
    public static final class ApplyFailed extends Failure {
        public ApplyFailed(String output) {
            super("PATCH_APPLY_FAILED", output);
        }
    }

    /** Backup files of an earlier attempt are in the way of the patch. */
    public static final class ApplyFailedBackupFilesExist extends Failure {
        public ApplyFailedBackupFilesExist(String output) {
            super("PATCH_APPLY_FAILED_BACKUP_FILES_EXIST", output);
        }
    }

    /** The patch is installed somewhere and cannot be removed. */
    public static final class IsApplied extends Failure {
        public IsApplied() {
            super("PATCH_IS_APPLIED");
        }
    }

    /** A mounted tools disc is in the way of the patch. */
    public static final class PrecheckFailedIsoMounted extends Failure {
        public PrecheckFailedIsoMounted(String patch) {
            super("PATCH_PRECHECK_FAILED_ISO_MOUNTED", patch);
        }
    }

    /** The host has too little disk space for the patch. */
    public static final class PrecheckFailedOutOfSpace extends Failure {
        public PrecheckFailedOutOfSpace(String patch, long foundSpace, long requiredSpace) {
            super("PATCH_PRECHECK_FAILED_OUT_OF_SPACE", patch, foundSpace, requiredSpace);
        }
    }

    /** A patch that has to come first is missing. */
    public static final class PrecheckFailedPrerequisiteMissing extends Failure {
        public PrecheckFailedPrerequisiteMissing(String patch, String prerequisitePatchUuidList) {
            super("PATCH_PRECHECK_FAILED_PREREQUISITE_MISSING", patch, prerequisitePatchUuidList);
        }
    }

    /** The check before the patch stopped for an unknown reason. */
    public static final class PrecheckFailedUnknownError extends Failure {
        public PrecheckFailedUnknownError(String patch, String info) {
            super("PATCH_PRECHECK_FAILED_UNKNOWN_ERROR", patch, info);
        }
    }

    /** Running machines on the host are in the way of the patch. */
    public static final class PrecheckFailedVmRunning extends Failure {
        public PrecheckFailedVmRunning(String patch) {
            super("PATCH_PRECHECK_FAILED_VM_RUNNING", patch);
        }
    }

    /** The patch is meant for another product build. */
    public static final class PrecheckFailedWrongServerBuild extends Failure {
        public PrecheckFailedWrongServerBuild(String patch, String foundBuild, String requiredBuild) {
            super("PATCH_PRECHECK_FAILED_WRONG_SERVER_BUILD", patch, foundBuild, requiredBuild);
        }
    }

    /** The patch is meant for another product version. */
    public static final class PrecheckFailedWrongServerVersion extends Failure {
        public PrecheckFailedWrongServerVersion(String patch, String foundVersion, String requiredVersion) {
            super("PATCH_PRECHECK_FAILED_WRONG_SERVER_VERSION", patch, foundVersion, requiredVersion);
        }
    }
}
