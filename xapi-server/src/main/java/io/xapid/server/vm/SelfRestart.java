package io.xapid.server.vm;

import io.xapid.model.host.Host;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmOperation;
import io.xapid.server.api.ServerCall;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobRequest;
import io.xapid.server.job.Jobs;
import io.xapid.server.job.Mark;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Orders, in the server's own name, that a guest that has ended by itself be built again. */
final class SelfRestart {
    private static final Logger log = LoggerFactory.getLogger(SelfRestart.class);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Jobs jobs;
    private final JobKind rebuild;
    private final Ref<Host> here;

    SelfRestart(Jobs jobs, JobKind rebuild, Ref<Host> here) {
        this.jobs = jobs;
        this.rebuild = rebuild;
        this.here = here;
    }

    void order(Row<Vm> vm) {
        jobs.submit(
                        ServerCall.ofTheServer("VM.hard_reboot"),
                        new JobRequest(rebuild, vm.ref(), LONGEST, transaction -> admit(transaction, vm.ref())))
                .whenComplete((done, refusal) -> {
                    if (refusal != null) {
                        log.warn("VM {} is not started again: {}", vm.get(Vm.UUID), refusal.getMessage());
                    }
                });
    }

    /** Somebody who deals with the VM already knows better; then nothing is ordered. */
    private JobRequest.Admitted admit(Transaction transaction, Ref<Vm> ref) {
        Row<Vm> vm = Rows.require(transaction, Vm.CLASS, ref);
        boolean free = vm.get(Vm.CURRENT_OPERATIONS).isEmpty()
                && vm.get(Vm.RESIDENT_ON).equals(here);
        if (!free) {
            throw new CallFailure.OperationNotAllowed("The VM is being dealt with.");
        }
        return new JobRequest.Admitted(here, List.of(new Mark(Vm.CLASS, ref, VmOperation.HARD_REBOOT)), Map.of());
    }
}
