package io.xapid.server.storage;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.SrFailure;
import io.xapid.model.storage.Vdi;
import io.xapid.model.storage.VdiFailure;
import io.xapid.server.job.JobOrder;
import io.xapid.storage.StorageException;

/** Chooses the documented failure for what a backend said. */
final class StorageFailures {
    // numbers that clients know from storage drivers
    static final int SR_EXISTS = 42;
    private static final int VDI_EXISTS = 43;
    private static final int SR_NO_SPACE = 44;
    private static final int SR_UNAVAILABLE = 47;
    static final int VDI_SIZE = 79;
    static final int LOCATION_MISSING = 94;
    private static final int SNAPSHOT_CHAIN_TOO_LONG = 109;
    static final int PARAMETERS_MISSING = 115;
    private static final int GENERAL = 202;

    private StorageFailures() {}

    /**
     * @param sr the repository that was asked
     * @param vdi the disk it was about; the null reference where it was about none
     */
    static Failure of(Exception problem, Ref<Sr> sr, Ref<Vdi> vdi, String operation) {
        if (!(problem instanceof StorageException trouble)) {
            return new CallFailure.Internal(String.valueOf(problem.getMessage()));
        }
        String text = String.valueOf(trouble.getMessage());
        return switch (trouble.kind()) {
            case INVALID -> new CallFailure.InvalidValue(operation, text);
            case NOT_FOUND -> vdi.isNull() ? backend(SR_UNAVAILABLE, text) : new VdiFailure.Missing(sr, vdi);
            case EXISTS -> backend(VDI_EXISTS, text);
            case NOT_EMPTY -> new SrFailure.NotEmpty();
            case IN_USE -> vdi.isNull() ? new SrFailure.DeviceInUse() : new VdiFailure.InUse(vdi, operation);
            case READ_ONLY -> vdi.isNull() ? new SrFailure.OperationNotSupported(sr) : new VdiFailure.ReadOnly(vdi);
            case NOT_SUPPORTED -> new SrFailure.OperationNotSupported(sr);
            case NO_SPACE -> backend(SR_NO_SPACE, text);
            case TOO_LARGE -> backend(VDI_SIZE, text);
            case CHAIN_TOO_LONG -> backend(SNAPSHOT_CHAIN_TOO_LONG, text);
            case CANCELLED -> new CallFailure.TaskCancelled();
            case TIMED_OUT, IO -> backend(GENERAL, text);
            case CORRUPT -> new SrFailure.Unhealthy(sr, "corrupt", text);
            case DETACHED -> new SrFailure.NotAttached(sr);
        };
    }

    /** The same, with the task named where it was cancelled. */
    static Failure of(Exception problem, JobOrder order, Ref<Sr> sr, Ref<Vdi> vdi) {
        Failure failure = of(problem, sr, vdi, order.argument("operation"));
        return failure instanceof CallFailure.TaskCancelled ? new CallFailure.TaskCancelled(order.task()) : failure;
    }

    /** A storage driver's failure by number. */
    static Failure backend(int number, String text) {
        return new SrFailure.Backend(number, "", text, "");
    }
}
