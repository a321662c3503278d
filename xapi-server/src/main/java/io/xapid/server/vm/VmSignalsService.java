package io.xapid.server.vm;

import io.xapid.hypervisor.GuestSignals;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmGuest;
import io.xapid.model.vm.VmOperation;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobRequest;
import io.xapid.server.job.Jobs;
import io.xapid.server.job.Mark;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Sends running guests keys and signals. */
public final class VmSignalsService implements VmGuest {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Jobs jobs;
    private final VmAdmission admission;
    private final SignalJob keyboard;
    private final SignalJob hardware;
    private final boolean hasSignals;
    private final Ref<Host> here;

    /** @param workshop where the jobs that it makes are carried out */
    VmSignalsService(Jobs jobs, VmAdmission admission, Workshop workshop, Ref<Host> here) {
        this.jobs = jobs;
        this.admission = admission;
        this.keyboard = new SignalJob(SignalJob.Means.KEYBOARD, workshop);
        this.hardware = new SignalJob(SignalJob.Means.HARDWARE, workshop);
        this.hasSignals = workshop.hypervisor().signals().isPresent();
        this.here = here;
    }

    /** The kinds of jobs that it makes. */
    static List<JobKind> kinds(Workshop workshop) {
        return List.of(
                new SignalJob(SignalJob.Means.KEYBOARD, workshop), new SignalJob(SignalJob.Means.HARDWARE, workshop));
    }

    @Override
    public CompletionStage<Void> sendSysrq(Call call, Ref<Vm> vm, String key) {
        return send(call, keyboard, vm, VmOperation.SEND_SYSRQ, key, () -> {
            if (key.length() != 1 || !GuestSignals.isKey(key.charAt(0))) {
                throw new CallFailure.InvalidValue("key", key, "It is one digit or small letter.");
            }
        });
    }

    @Override
    public CompletionStage<Void> sendTrigger(Call call, Ref<Vm> vm, String trigger) {
        return send(call, hardware, vm, VmOperation.SEND_TRIGGER, trigger, () -> {
            if (!SignalJob.WORDS.contains(trigger)) {
                throw new CallFailure.InvalidValue("trigger", trigger, "It is one of " + SignalJob.WORDS + ".");
            }
        });
    }

    private CompletionStage<Void> send(
            Call call, SignalJob job, Ref<Vm> about, VmOperation operation, String what, Runnable check) {
        if (!hasSignals) {
            throw new CallFailure.NotImplemented(job.name());
        }
        return jobs.submitFor(call, new JobRequest(job, about, LONGEST, transaction -> {
            Row<Vm> vm = Rows.require(transaction, Vm.CLASS, about);
            admission.check(transaction, vm, operation);
            check.run();
            return new JobRequest.Admitted(
                    Hosts.acting(transaction, vm, here),
                    List.of(new Mark(Vm.CLASS, about, operation)),
                    Map.of(SignalJob.WHAT, what));
        }));
    }
}
