package io.xapid.model.vm;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;

/** Failures about snapshots and their schedules. */
public final class VmSnapshotFailure {
    private VmSnapshotFailure() {}

    /** Only a snapshot can be reverted to. */
    public static final class RevertOnlyAllowedOnSnapshot extends Failure {
        public RevertOnlyAllowedOnSnapshot() {
            super("REVERT_ONLY_ALLOWED_ON_SNAPSHOT");
        }
    }

    /** The replacement suspend disk differs in content from the original. */
    public static final class SuspendVdiReplacementIsNotIdentical extends Failure {
        public SuspendVdiReplacementIsNotIdentical(String srcUuidAndChecksum, String dstUuidAndChecksum) {
            super("SUSPEND_VDI_REPLACEMENT_IS_NOT_IDENTICAL", srcUuidAndChecksum, dstUuidAndChecksum);
        }
    }

    /** The machine did not resume after its checkpoint was taken. */
    public static final class CheckpointResumeFailed extends Failure {
        public CheckpointResumeFailed(Ref<Vm> vm) {
            super("VM_CHECKPOINT_RESUME_FAILED", vm);
        }
    }

    /** The machine could not be suspended to take a checkpoint. */
    public static final class CheckpointSuspendFailed extends Failure {
        public CheckpointSuspendFailed(Ref<Vm> vm) {
            super("VM_CHECKPOINT_SUSPEND_FAILED", vm);
        }
    }

    /** The guest ignored the request to suspend. */
    public static final class FailedSuspendAcknowledgment extends Failure {
        public FailedSuspendAcknowledgment(Ref<Vm> vm) {
            super("VM_FAILED_SUSPEND_ACKNOWLEDGMENT", vm);
        }
    }

    /** The machine has no disk holding its saved memory. */
    public static final class HasNoSuspendVdi extends Failure {
        public HasNoSuspendVdi(Ref<Vm> vm) {
            super("VM_HAS_NO_SUSPEND_VDI", vm);
        }

        public HasNoSuspendVdi(String className, Ref<Vm> vm) {
            super("VM_HAS_NO_SUSPEND_VDI", className, vm);
        }
    }

    /** The virtual machine cannot be suspended. */
    public static final class NonSuspendable extends Failure {
        public NonSuspendable(Ref<Vm> vm, String reason) {
            super("VM_NON_SUSPENDABLE", vm, reason);
        }
    }

    /** No storage is configured that could hold the suspended memory. */
    public static final class NoSuspendSr extends Failure {
        public NoSuspendSr(Ref<Vm> vm) {
            super("VM_NO_SUSPEND_SR", vm);
        }
    }

    /** Returning the virtual machine to the snapshot did not work. */
    public static final class RevertFailed extends Failure {
        public RevertFailed(Ref<Vm> vm, String snapshot) {
            super("VM_REVERT_FAILED", vm, snapshot);
        }
    }

    /** No snapshot of the virtual machine could be taken. */
    public static final class SnapshotFailed extends Failure {
        public SnapshotFailed(String... details) {
            super("VM_SNAPSHOT_FAILED", (Object[]) details);
        }
    }

    /** The guest did not settle its disks for the snapshot. */
    public static final class SnapshotWithQuiesceFailed extends Failure {
        public SnapshotWithQuiesceFailed(Ref<Vm> vm) {
            super("VM_SNAPSHOT_WITH_QUIESCE_FAILED", vm);
        }
    }

    /** The guest cannot settle its disks for snapshots. */
    public static final class SnapshotWithQuiesceNotSupported extends Failure {
        public SnapshotWithQuiesceNotSupported(Ref<Vm> vm, String error) {
            super("VM_SNAPSHOT_WITH_QUIESCE_NOT_SUPPORTED", vm, error);
        }

        public SnapshotWithQuiesceNotSupported(Ref<Vm> vm) {
            super("VM_SNAPSHOT_WITH_QUIESCE_NOT_SUPPORTED", vm);
        }
    }

    /** The snapshot helper inside the guest gives no answer. */
    public static final class SnapshotWithQuiescePluginSilent extends Failure {
        public SnapshotWithQuiescePluginSilent(Ref<Vm> vm) {
            super("VM_SNAPSHOT_WITH_QUIESCE_PLUGIN_DEOS_NOT_RESPOND", vm);
        }
    }

    /** The guest took too long to settle its disks for the snapshot. */
    public static final class SnapshotWithQuiesceTimeout extends Failure {
        public SnapshotWithQuiesceTimeout(Ref<Vm> vm) {
            super("VM_SNAPSHOT_WITH_QUIESCE_TIMEOUT", vm);
        }
    }

    /** The guest took longer to suspend than the limit allows. */
    public static final class SuspendTimeout extends Failure {
        public SuspendTimeout(Ref<Vm> vm, String timeout) {
            super("VM_SUSPEND_TIMEOUT", vm, timeout);
        }
    }
}
