package io.xapid.server.vm;

import io.xapid.hypervisor.GuestData;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Field;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.Setter;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Keeps what clients want a guest to find in its xenstore. Keys that begin with {@code vm-data/} are handed over at the next
 * start, by bridges that have one; others are kept for those who put them there.
 */
public final class XenstoreDataSetter implements Setter<Vm, Map<String, String>> {
    private static final String HANDED_OVER = "vm-data/";

    @Override
    public Field<Vm, Map<String, String>> field() {
        return Vm.XENSTORE_DATA;
    }

    @Override
    public void set(Transaction transaction, Call call, Row<Vm> row, Map<String, String> value) {
        forGuest(value);
        transaction.set(Vm.CLASS, row.ref(), Vm.XENSTORE_DATA, value);
    }

    /**
     * What a guest is to find.
     *
     * @throws CallFailure.ValueNotSupported if it has no place in xenstore
     */
    static GuestData forGuest(Map<String, String> wanted) {
        Map<String, String> entries = wanted.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(HANDED_OVER))
                .collect(
                        Collectors.toMap(entry -> entry.getKey().substring(HANDED_OVER.length()), Map.Entry::getValue));
        GuestData.objection(entries).ifPresent(why -> {
            throw new CallFailure.ValueNotSupported("xenstore_data", String.join(", ", wanted.keySet()), why);
        });
        return new GuestData(entries);
    }
}
