package io.xapid.server.vm;

import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmMetrics;

/** Keeps, for a VM that does not run, the record of measurements true to its platform switches. */
final class PlatformFlags {
    private PlatformFlags() {}

    static void write(Transaction transaction, Row<Vm> vm) {
        var metrics = Observed.metricsOf(transaction, vm);
        transaction.set(
                VmMetrics.CLASS, metrics, VmMetrics.NESTED_VIRT, VmView.isTrue(vm.get(Vm.PLATFORM), "nested-virt"));
        transaction.set(VmMetrics.CLASS, metrics, VmMetrics.NOMIGRATE, VmView.isTrue(vm.get(Vm.PLATFORM), "nomigrate"));
    }
}
