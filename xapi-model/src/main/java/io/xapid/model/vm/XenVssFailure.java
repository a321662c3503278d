package io.xapid.model.vm;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;

/** Failures of snapshots taken with the guest's help. */
public final class XenVssFailure {
    private XenVssFailure() {}

    /** A volume could not join the snapshot set of the Windows guest. */
    public static final class AddingVolumeToSnapsetFailed extends Failure {
        public AddingVolumeToSnapsetFailed(Ref<Vm> vm, String errorCode) {
            super("XEN_VSS_REQ_ERROR_ADDING_VOLUME_TO_SNAPSET_FAILED", vm, errorCode);
        }
    }

    /** The Windows guest failed to create the shadow copy. */
    public static final class CreatingSnapshot extends Failure {
        public CreatingSnapshot(Ref<Vm> vm, String errorCode) {
            super("XEN_VSS_REQ_ERROR_CREATING_SNAPSHOT", vm, errorCode);
        }
    }

    /** The Windows guest could not write the XML summary of the snapshot. */
    public static final class CreatingSnapshotXmlString extends Failure {
        public CreatingSnapshotXmlString(Ref<Vm> vm, String errorCode) {
            super("XEN_VSS_REQ_ERROR_CREATING_SNAPSHOT_XML_STRING", vm, errorCode);
        }
    }

    /** The shadow copy requester in the Windows guest did not initialise. */
    public static final class InitFailed extends Failure {
        public InitFailed(Ref<Vm> vm, String errorCode) {
            super("XEN_VSS_REQ_ERROR_INIT_FAILED", vm, errorCode);
        }
    }

    /** None of the guest volumes can take part in a shadow copy. */
    public static final class NoVolumesSupported extends Failure {
        public NoVolumesSupported(Ref<Vm> vm, String errorCode) {
            super("XEN_VSS_REQ_ERROR_NO_VOLUMES_SUPPORTED", vm, errorCode);
        }
    }

    /** The applications in the Windows guest could not prepare for a snapshot. */
    public static final class PreparingWriters extends Failure {
        public PreparingWriters(Ref<Vm> vm, String errorCode) {
            super("XEN_VSS_REQ_ERROR_PREPARING_WRITERS", vm, errorCode);
        }
    }

    /** The shadow copy provider is missing in the Windows guest. */
    public static final class ProvNotLoaded extends Failure {
        public ProvNotLoaded(Ref<Vm> vm, String errorCode) {
            super("XEN_VSS_REQ_ERROR_PROV_NOT_LOADED", vm, errorCode);
        }
    }

    /** The Windows guest could not begin a snapshot set. */
    public static final class StartSnapshotSetFailed extends Failure {
        public StartSnapshotSetFailed(Ref<Vm> vm, String errorCode) {
            super("XEN_VSS_REQ_ERROR_START_SNAPSHOT_SET_FAILED", vm, errorCode);
        }
    }
}
