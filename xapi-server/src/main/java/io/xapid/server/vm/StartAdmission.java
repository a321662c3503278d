package io.xapid.server.vm;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostOperation;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdOperation;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.VifOperation;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmOperation;
import io.xapid.server.job.JobRequest;
import io.xapid.server.job.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides whether and where a VM may start, and reserves its place there. */
final class StartAdmission {
    private final Ref<Pool> pool;
    private final VmAdmission vms;
    private final VbdAdmission vbds;
    private final VifAdmission vifs;
    private final Placement placement;

    StartAdmission(Ref<Pool> pool, VmAdmission vms, VbdAdmission vbds, VifAdmission vifs, Placement placement) {
        this.pool = pool;
        this.vms = vms;
        this.vbds = vbds;
        this.vifs = vifs;
        this.placement = placement;
    }

    /**
     * @param wanted the host that the caller has chosen, if any
     * @param paused whether the guest's processors are to stand still
     * @param force whether the caller waives checks of what can be had otherwise
     */
    record Wish(Ref<Vm> vm, Optional<Ref<Host>> wanted, boolean paused, boolean force) {
        VmOperation operation() {
            return wanted.isPresent() ? VmOperation.START_ON : VmOperation.START;
        }
    }

    JobRequest.Admitted admit(Transaction transaction, Wish wish) {
        Row<Vm> vm = Rows.require(transaction, Vm.CLASS, wish.vm());
        wish.wanted().ifPresent(host -> {
            Rows.require(transaction, Host.CLASS, host);
            placement.checkNotEvacuating(transaction.view(), host);
        });
        vms.check(transaction, vm, wish.operation());
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark(Vm.CLASS, vm.ref(), wish.operation()));
        marks.addAll(deviceMarks(transaction, vm));
        complete(transaction, vm);
        Ref<Host> host = place(transaction, wish);
        BootSettings.check(new VmView(transaction, Rows.require(transaction, Vm.CLASS, vm.ref())), wish.force());
        reserve(transaction, vm, host);
        marks.add(new Mark(Host.CLASS, host, HostOperation.VM_START));
        return new JobRequest.Admitted(host, marks, Map.of(StartVmJob.PAUSED, String.valueOf(wish.paused())));
    }

    /** Drives and interfaces are about to be attached: nobody else may use what is in them meanwhile. */
    List<Mark> deviceMarks(Transaction transaction, Row<Vm> vm) {
        var marks = new ArrayList<Mark>();
        for (Ref<Vbd> ref : vm.get(Vm.VBDS)) {
            Row<Vbd> vbd = Rows.require(transaction, Vbd.CLASS, ref);
            vbds.check(transaction, vbd, VbdOperation.ATTACH);
            marks.add(new Mark(Vbd.CLASS, ref, VbdOperation.ATTACH));
        }
        for (Ref<Vif> ref : vm.get(Vm.VIFS)) {
            Row<Vif> vif = Rows.require(transaction, Vif.CLASS, ref);
            vifs.check(transaction, vif, VifOperation.ATTACH);
            marks.add(new Mark(Vif.CLASS, ref, VifOperation.ATTACH));
        }
        return marks;
    }

    private void complete(Transaction transaction, Row<Vm> vm) {
        transaction.set(Vm.CLASS, vm.ref(), Vm.DOMAIN_TYPE, VmView.typeOf(vm));
        transaction.set(Vm.CLASS, vm.ref(), Vm.MEMORY_OVERHEAD, MemoryModel.overhead(vm));
        transaction.set(Vm.CLASS, vm.ref(), Vm.BIOS_STRINGS, BootSettings.biosStrings(vm));
        transaction.set(Vm.CLASS, vm.ref(), Vm.PLATFORM, BootSettings.completedPlatform(vm, transaction, pool));
    }

    private Ref<Host> place(Transaction transaction, Wish wish) {
        Row<Vm> completed = Rows.require(transaction, Vm.CLASS, wish.vm());
        if (wish.wanted().isPresent()) {
            Ref<Host> host = wish.wanted().get();
            placement.check(transaction.view(), completed, host, Placement.Memory.MUST_FIT);
            return host;
        }
        return placement.choose(transaction.view(), completed);
    }

    private static void reserve(Transaction transaction, Row<Vm> vm, Ref<Host> host) {
        transaction.set(Vm.CLASS, vm.ref(), Vm.SCHEDULED_TO_BE_RESIDENT_ON, host);
        if (vm.get(Vm.HA_RESTART_PRIORITY).equals("restart")) {
            transaction.set(Vm.CLASS, vm.ref(), Vm.HA_ALWAYS_RUN, true);
        }
    }
}
