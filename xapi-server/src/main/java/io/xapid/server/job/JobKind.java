package io.xapid.server.job;

import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;

/** One kind of durable order: how it is carried out, and how it is settled when a crash has cut it short. */
public interface JobKind {
    /** Stands in the durable row, so it never changes. By custom the message's name. */
    String name();

    /**
     * Prepares one try on the acting host. Looks things up, decides, touches nothing.
     *
     * @param state the state when the job's turn came
     */
    JobRun begin(JobOrder order, Snapshot state);

    /**
     * Prepares the end of a job that was under way when the daemon died: completes or compensates, after asking what is.
     * Unless a kind says otherwise it is carried out anew, which is right when every step bears being done twice.
     */
    default JobRun settle(JobOrder order, Snapshot state) {
        return begin(order, state);
    }

    /**
     * Gives back what was reserved when the order was admitted. Called in the transaction that ends the job, first of
     * all, however it ends.
     */
    default void release(JobOrder order, Transaction transaction) {}
}
