package io.xapid.server.vm;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostFailure;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vm;

/** Who must act on a VM. */
final class Hosts {
    private Hosts() {}

    /**
     * The host that has the VM's domain; {@code here} when none has.
     *
     * @throws HostFailure.Offline when that host is not live, so that nobody would carry out an order to it
     */
    static Ref<Host> acting(Transaction transaction, Row<Vm> vm, Ref<Host> here) {
        Ref<Host> resident = vm.get(Vm.RESIDENT_ON);
        Row<Host> host = transaction.get(Host.CLASS, resident);
        if (host == null) {
            return here;
        }
        Row<HostMetrics> metrics = transaction.get(HostMetrics.CLASS, host.get(Host.METRICS));
        if (!resident.equals(here) && (metrics == null || !metrics.get(HostMetrics.LIVE))) {
            throw new HostFailure.Offline(resident);
        }
        return resident;
    }
}
