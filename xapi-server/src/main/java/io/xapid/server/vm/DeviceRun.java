package io.xapid.server.vm;

import static io.xapid.server.plan.Step.step;

import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.VmId;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.server.job.JobResult;
import io.xapid.server.job.JobRun;
import io.xapid.server.plan.Plan;

/** One try at changing a device of a running guest. */
abstract class DeviceRun implements JobRun {
    final Workshop on;
    final Row<Vm> vm;
    final VmId id;
    final Assembly assembly;
    private final String message;
    private volatile boolean out;

    /** @param message what the job is called */
    DeviceRun(String message, Workshop on, Row<Vm> vm) {
        this.message = message;
        this.on = on;
        this.vm = vm;
        this.id = DomainSpecs.idOf(vm);
        this.assembly = new Assembly(on.disks(), on.networks());
    }

    /** Class of the device on the wire, such as {@code VBD}. */
    abstract String type();

    abstract Ref<?> device();

    /** Writes on the device's row what has been done. */
    abstract void write(Transaction transaction);

    final Hypervisor hypervisor() {
        return on.hypervisor();
    }

    final Plan.Builder story() {
        return Plan.named(message);
    }

    /** A plan that gives the guest something which has to be attached before. */
    final Plan giving(String name, Runnable attaching, Runnable detaching, Deed deed) {
        return story().then(step("attach " + name, c -> attaching.run()).undoneBy(c -> detaching.run()))
                .then(step(deed.verb() + " " + name, c -> deed.act().run())
                        .undoneBy(c -> deed.wayBack().run()))
                .build();
    }

    /** A plan that takes something out of the guest for good, and then lets go of what was attached for it. */
    final Plan taking(String name, String verb, Runnable act, Runnable detaching) {
        return story().then(step(verb + " " + name, c -> {
                            act.run();
                            out = true;
                        })
                        .forGood()
                        .undoneBy(c -> {
                            if (out) {
                                detaching.run();
                            }
                        }))
                .then(step("detach " + name, c -> detaching.run()))
                .build();
    }

    /** What the hypervisor is told, and how it is taken back. */
    record Deed(String verb, Runnable act, Runnable wayBack) {}

    @Override
    public final JobResult conclude(Transaction transaction) {
        write(transaction);
        transaction.touch(Vm.CLASS, vm.ref());
        return JobResult.NOTHING;
    }

    /** What is out of the guest is out, even if the rest did not work. */
    @Override
    public final void abandon(Transaction transaction, Failure why) {
        if (out) {
            conclude(transaction);
        }
    }

    /** Whether the guest has to let go of something, rather than take it. */
    abstract boolean takesOut();

    @Override
    public final Failure explain(Exception problem) {
        return takesOut()
                ? HypervisorFailures.ofUnplug(problem, type(), device())
                : HypervisorFailures.ofEnded(problem, hypervisor(), vm, PowerState.RUNNING)
                        .orElseGet(() -> HypervisorFailures.ofPlug(problem, type(), device()));
    }
}
