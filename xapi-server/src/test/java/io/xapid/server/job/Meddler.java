package io.xapid.server.job;

import io.xapid.model.meta.Failure;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.server.plan.Plan;
import io.xapid.server.plan.Trouble;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Makes the plan of one job go wrong at one of its steps. It lets plans be until it is told otherwise. */
public final class Meddler {
    private volatile String kind = "";
    private volatile UnaryOperator<Plan> change = UnaryOperator.identity();
    private volatile List<String> steps = List.of();
    private volatile int pointOfNoReturn = Integer.MAX_VALUE;

    /** The same kinds, within reach. */
    public List<JobKind> around(List<JobKind> kinds) {
        return kinds.stream().<JobKind>map(Meddled::new).toList();
    }

    /** From now on, looks what the steps of this kind's jobs are. */
    public void watch(String name) {
        kind = name;
        steps = List.of();
        change = UnaryOperator.identity();
    }

    /** The next job of this kind, and no other, goes wrong there. */
    public void disturb(String name, int step, Trouble how, Supplier<? extends RuntimeException> failure) {
        kind = name;
        steps = List.of();
        change = plan -> Trouble.disturbed(plan, step, how, failure);
    }

    /** The steps of the latest plan of the kind, before it was made to go wrong. */
    public List<String> steps() {
        return steps;
    }

    /** Which of the steps is the first that cannot be taken back; beyond all of them when each can. */
    public int pointOfNoReturn() {
        return pointOfNoReturn;
    }

    private Plan meddledWith(Plan plan) {
        steps = Trouble.stepsOf(plan);
        pointOfNoReturn = Trouble.pointOfNoReturn(plan);
        UnaryOperator<Plan> now = change;
        change = UnaryOperator.identity();
        return now.apply(plan);
    }

    private final class Meddled implements JobKind {
        private final JobKind original;

        Meddled(JobKind original) {
            this.original = original;
        }

        @Override
        public String name() {
            return original.name();
        }

        @Override
        public JobRun begin(JobOrder order, Snapshot state) {
            return watched(original.begin(order, state));
        }

        @Override
        public JobRun settle(JobOrder order, Snapshot state) {
            return watched(original.settle(order, state));
        }

        @Override
        public void release(JobOrder order, Transaction transaction) {
            original.release(order, transaction);
        }

        private JobRun watched(JobRun run) {
            return new JobRun() {
                @Override
                public Plan plan() {
                    return name().equals(kind) ? meddledWith(run.plan()) : run.plan();
                }

                @Override
                public JobResult conclude(Transaction transaction) {
                    return run.conclude(transaction);
                }

                @Override
                public void abandon(Transaction transaction, Failure why) {
                    run.abandon(transaction, why);
                }

                @Override
                public Failure explain(Exception problem) {
                    return run.explain(problem);
                }
            };
        }
    }
}
