package io.xapid.server.vm;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vm;
import java.util.List;

/** What becomes of a host's guests when the host is no more. */
public final class LostGuests {
    private LostGuests() {}

    /** Guests of the host count as halted, in a transaction that says that it is off. */
    public static void halt(Transaction transaction, Ref<Host> host) {
        for (Row<Vm> vm : List.copyOf(transaction.table(Vm.CLASS).rows())) {
            if (vm.get(Vm.IS_CONTROL_DOMAIN)) {
                continue;
            }
            if (vm.get(Vm.RESIDENT_ON).equals(host)) {
                Observed.halted(transaction, vm.ref());
            } else if (vm.get(Vm.SCHEDULED_TO_BE_RESIDENT_ON).equals(host)) {
                transaction.set(Vm.CLASS, vm.ref(), Vm.SCHEDULED_TO_BE_RESIDENT_ON, Ref.none());
            }
        }
    }

    /** Guests that are on the host, or paused or suspended with something there. */
    public static List<Ref<Vm>> on(Transaction transaction, Ref<Host> host) {
        return transaction.table(Vm.CLASS).stream()
                .filter(vm -> vm.get(Vm.RESIDENT_ON).equals(host) && !vm.get(Vm.IS_CONTROL_DOMAIN))
                .map(Row::ref)
                .toList();
    }
}
