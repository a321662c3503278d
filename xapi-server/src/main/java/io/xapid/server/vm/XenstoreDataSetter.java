package io.xapid.server.vm;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.Field;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.Setter;
import java.util.Map;

/** Keeps what clients want a guest to find in its xenstore. It is handed over at the next start, by bridges that have one. */
public final class XenstoreDataSetter implements Setter<Vm, Map<String, String>> {
    @Override
    public Field<Vm, Map<String, String>> field() {
        return Vm.XENSTORE_DATA;
    }

    @Override
    public void set(Transaction transaction, Call call, Row<Vm> row, Map<String, String> value) {
        transaction.set(Vm.CLASS, row.ref(), Vm.XENSTORE_DATA, value);
    }
}
