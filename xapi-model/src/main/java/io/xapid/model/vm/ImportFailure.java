package io.xapid.model.vm;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;

/** Failures of importing virtual machines. */
public final class ImportFailure {
    private ImportFailure() {}

    /** The import stopped with an error. */
    public static final class ImportError extends Failure {
        public ImportError(String msg) {
            super("IMPORT_ERROR", msg);
        }
    }

    /** Disks named by the import are missing here. */
    public static final class AttachedDisksNotFound extends Failure {
        public AttachedDisksNotFound() {
            super("IMPORT_ERROR_ATTACHED_DISKS_NOT_FOUND");
        }
    }

    /** Imports cannot be sent with chunked transfer coding. */
    public static final class CannotHandleChunked extends Failure {
        public CannotHandleChunked() {
            super("IMPORT_ERROR_CANNOT_HANDLE_CHUNKED");
        }
    }

    /** The import refers to an object that cannot be found. */
    public static final class FailedToFindObject extends Failure {
        public FailedToFindObject(String id) {
            super("IMPORT_ERROR_FAILED_TO_FIND_OBJECT", id);
        }
    }

    /** The import data ended too early. */
    public static final class PrematureEnd extends Failure {
        public PrematureEnd() {
            super("IMPORT_ERROR_PREMATURE_EOF");
        }
    }

    /** Parts of the import data are damaged. */
    public static final class SomeChecksumsFailed extends Failure {
        public SomeChecksumsFailed() {
            super("IMPORT_ERROR_SOME_CHECKSUMS_FAILED");
        }
    }

    /** The import data holds a file that was not expected at this place. */
    public static final class UnexpectedFile extends Failure {
        public UnexpectedFile(String filenameExpected, String filenameFound) {
            super("IMPORT_ERROR_UNEXPECTED_FILE", filenameExpected, filenameFound);
        }
    }

    /** The export comes from a version that cannot be imported. */
    public static final class IncompatibleVersion extends Failure {
        public IncompatibleVersion() {
            super("IMPORT_INCOMPATIBLE_VERSION");
        }
    }

    /** The machine here is at least as new as the one to be imported. */
    public static final class VmIsNotNewerVersion extends Failure {
        public VmIsNotNewerVersion(Ref<Vm> vm, String existingVersion, String versionToImport) {
            super("VM_TO_IMPORT_IS_NOT_NEWER_VERSION", vm, existingVersion, versionToImport);
        }
    }
}
