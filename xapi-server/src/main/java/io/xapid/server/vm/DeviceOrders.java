package io.xapid.server.vm;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.WireEnum;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vm;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobRequest;
import io.xapid.server.job.JobRequest.Admitted;
import io.xapid.server.job.Jobs;
import io.xapid.server.job.Mark;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Orders about devices of one class: those that a transaction carries out, and those that a job of the device's VM does.
 *
 * @param <C> the class of the device
 */
final class DeviceOrders<C> {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Checks, and writes where there is no job to do it. Throws the documented failure. */
    @FunctionalInterface
    interface Check<C> {
        void check(Transaction transaction, Row<C> device);
    }

    private final Jobs jobs;
    private final Workshop workshop;
    private final ClassDef<C> definition;
    private final Field<C, Ref<Vm>> owner;
    private final String argument;

    /** @param argument by what name the jobs find the device in their order */
    DeviceOrders(Jobs jobs, Workshop workshop, ClassDef<C> definition, Field<C, Ref<Vm>> owner, String argument) {
        this.jobs = jobs;
        this.workshop = workshop;
        this.definition = definition;
        this.owner = owner;
        this.argument = argument;
    }

    /** The device as it is now. */
    Row<C> now(Ref<C> ref) {
        return Rows.require(workshop.store().snapshot(), definition, ref);
    }

    /** Changes the device in one transaction. */
    CompletionStage<Void> change(Call call, Ref<C> ref, Check<C> change) {
        return jobs.inTurn(call, transaction -> {
                    change.check(transaction, Rows.require(transaction, definition, ref));
                    return true;
                })
                .thenCompose(done -> Done.stage());
    }

    /** Has a job of the VM change the device. */
    CompletionStage<Void> submit(
            Call call, Ref<C> ref, JobKind kind, WireEnum operation, Map<String, String> arguments, Check<C> check) {
        Ref<Vm> subject = now(ref).get(owner);
        return jobs.submitFor(call, new JobRequest(kind, subject, PATIENCE, transaction -> {
            Row<C> device = Rows.require(transaction, definition, ref);
            check.check(transaction, device);
            Row<Vm> vm = Rows.require(transaction, Vm.CLASS, device.get(owner));
            var all = new HashMap<>(arguments);
            all.put(argument, ref.value());
            return new Admitted(
                    Hosts.acting(transaction, vm, workshop.here()), List.of(new Mark(definition, ref, operation)), all);
        }));
    }
}
