package io.xapid.server.vm;

import io.xapid.model.host.UpdateGuidance;
import io.xapid.model.meta.Field;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vm;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What updates ask operators to do with a VM, and when it has been done. */
final class Guidances {
    private static final Set<UpdateGuidance> DONE_BY_HALT =
            EnumSet.of(UpdateGuidance.RESTART_DEVICE_MODEL, UpdateGuidance.RESTART_VM);
    private static final List<Field<Vm, List<UpdateGuidance>>> LISTS =
            List.of(Vm.PENDING_GUIDANCES, Vm.PENDING_GUIDANCES_RECOMMENDED, Vm.PENDING_GUIDANCES_FULL);

    private Guidances() {}

    static void afterHalt(Transaction transaction, Row<Vm> vm) {
        for (Field<Vm, List<UpdateGuidance>> list : LISTS) {
            List<UpdateGuidance> left = vm.get(list).stream()
                    .filter(guidance -> !DONE_BY_HALT.contains(guidance))
                    .toList();
            transaction.set(Vm.CLASS, vm.ref(), list, left);
        }
    }
}
