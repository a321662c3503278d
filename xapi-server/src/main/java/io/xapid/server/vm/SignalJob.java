package io.xapid.server.vm;

import static io.xapid.server.plan.Step.step;
import static java.util.Locale.ROOT;

import io.xapid.hypervisor.GuestSignals.Trigger;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.VmId;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Plan;
import io.xapid.server.plan.Step;
import java.util.List;

/**
 * The job that sends a running guest a signal. What comes of it is the guest's affair, and seen as whatever a guest does by
 * itself. A daemon that was killed in between sends it once more.
 */
record SignalJob(Means means, Workshop on) implements JobKind {
    static final String WHAT = "what";

    /** Words of clients for signals of hardware; the last is a verb of its own, {@link Hypervisor#reset}. */
    static final List<String> WORDS = List.of("nmi", "init", "power", "sleep", "reset");

    /** What gives the signal. */
    enum Means {
        KEYBOARD("VM.send_sysrq"),
        HARDWARE("VM.send_trigger");

        private final String message;

        Means(String message) {
            this.message = message;
        }

        String message() {
            return message;
        }
    }

    @Override
    public String name() {
        return means.message();
    }

    @Override
    public JobRun begin(JobOrder order, Snapshot state) {
        Row<Vm> vm = Rows.require(state, Vm.CLASS, order.about());
        VmId id = DomainSpecs.idOf(vm);
        String what = order.argument(WHAT);
        return new JobRun() {
            @Override
            public Plan plan() {
                Step signal = means == Means.KEYBOARD
                        ? step("press SysRq and " + what, c -> press(id, what.charAt(0)))
                        : step("send it " + what, c -> trigger(id, what));
                return Plan.named(name()).then(signal.forGood()).build();
            }

            @Override
            public JobResult conclude(Transaction transaction) {
                return JobResult.NOTHING;
            }

            @Override
            public Failure explain(Exception problem) {
                return HypervisorFailures.ofEnded(problem, on.hypervisor(), vm, PowerState.RUNNING)
                        .orElseGet(() -> HypervisorFailures.ofRefusal(problem));
            }
        };
    }

    private void press(VmId id, char key) {
        on.hypervisor().signals().orElseThrow(() -> none()).sysrq(id, key);
    }

    private void trigger(VmId id, String what) {
        if (what.equals("reset")) {
            on.hypervisor().reset(id);
        } else {
            on.hypervisor().signals().orElseThrow(() -> none()).trigger(id, Trigger.valueOf(what.toUpperCase(ROOT)));
        }
    }

    private CallFailure.NotImplemented none() {
        return new CallFailure.NotImplemented(name());
    }
}
