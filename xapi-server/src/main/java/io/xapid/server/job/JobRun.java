package io.xapid.server.job;

import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.store.Transaction;
import io.xapid.server.plan.Plan;

/** One try at carrying out a job. It may keep what its steps find out until the job is concluded. */
public interface JobRun {
    Plan plan();

    /**
     * Writes what is so now that the plan is done, in the transaction that ends the job, and says what the task's result
     * is. A {@link Failure} thrown here fails the job; the steps are not taken back then.
     */
    JobResult conclude(Transaction transaction);

    /** Writes what is so after the plan failed and was taken back, in the transaction that ends the job. */
    default void abandon(Transaction transaction, Failure why) {}

    /** Chooses the documented failure for what a step threw, which is no {@link Failure} and no cancellation. */
    default Failure explain(Exception problem) {
        String message = problem.getMessage();
        return new CallFailure.Internal(message == null ? problem.getClass().getSimpleName() : message);
    }
}
