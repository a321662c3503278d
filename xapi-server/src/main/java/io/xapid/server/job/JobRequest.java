package io.xapid.server.job;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a service asks for.
 *
 * <p>{@link Admission#admit} runs in the transaction that makes the job: it checks that the operation may run now,
 * writes what it reserves, and says where and with what marks. It throws the documented failure otherwise.
 *
 * @param kind a kind that is {@linkplain Jobs registered}
 * @param subject the object it is about; jobs of one subject run one after the other
 * @param deadline how long it may take, before it is cancelled
 * @param patience how long it waits for operations that it collides with
 */
public record JobRequest(JobKind kind, Ref<?> subject, Duration deadline, Patience patience, Admission admission) {
    /** A request with the usual patience. */
    public JobRequest(JobKind kind, Ref<?> subject, Duration deadline, Admission admission) {
        this(kind, subject, deadline, Patience.USUAL, admission);
    }

    /** Decides inside the transaction whether the job may be made. It may be run again, so it only reads and writes there. */
    @FunctionalInterface
    public interface Admission {
        Admitted admit(Transaction transaction);
    }

    /**
     * @param host who must act
     * @param marks operations to enter in {@code current_operations} until the job ends
     */
    public record Admitted(Ref<Host> host, List<Mark> marks, Map<String, String> arguments) {
        public Admitted {
            marks = List.copyOf(marks);
            arguments = Map.copyOf(arguments);
        }
    }
}
