package io.xapid.server.vm;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.Field;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmFailure;
import io.xapid.model.vm.VmOperation;
import io.xapid.server.api.Setter;

/** Makes templates of VMs, and VMs of templates. */
public final class TemplateSetter implements Setter<Vm, Boolean> {
    private final VmAdmission admission;

    TemplateSetter(VmAdmission admission) {
        this.admission = admission;
    }

    @Override
    public Field<Vm, Boolean> field() {
        return Vm.IS_A_TEMPLATE;
    }

    @Override
    public void set(Transaction transaction, Call call, Row<Vm> row, Boolean value) {
        if (value) {
            admission.check(transaction, row, VmOperation.MAKE_INTO_TEMPLATE);
            if (row.get(Vm.HA_RESTART_PRIORITY).equals("restart")) {
                throw new VmFailure.IsProtected(row.ref());
            }
        }
        transaction.set(Vm.CLASS, row.ref(), Vm.IS_A_TEMPLATE, value);
    }
}
