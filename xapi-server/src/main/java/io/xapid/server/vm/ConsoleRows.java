package io.xapid.server.vm;

import io.xapid.hypervisor.ConsoleEndpoints;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Console;
import io.xapid.model.vm.ConsoleProtocol;
import io.xapid.model.vm.Vm;
import java.util.Map;
import java.util.UUID;

/** Rows of the consoles that a running guest has. */
final class ConsoleRows {
    private ConsoleRows() {}

    /** Writes down one for each way there is to the guest, and keeps those that are there already. */
    static void appear(Transaction transaction, Row<Vm> vm, Ref<Host> host, ConsoleEndpoints endpoints) {
        Row<Host> here = transaction.get(Host.CLASS, host);
        String address = here == null ? "" : here.get(Host.ADDRESS);
        appear(
                transaction,
                vm,
                address,
                ConsoleProtocol.RFB,
                endpoints.rfbSocket().isPresent());
        appear(
                transaction,
                vm,
                address,
                ConsoleProtocol.VT100,
                endpoints.serialSocket().isPresent());
    }

    static void vanish(Transaction transaction, Row<Vm> vm) {
        vm.get(Vm.CONSOLES).forEach(console -> transaction.delete(Console.CLASS, console));
    }

    private static void appear(
            Transaction transaction, Row<Vm> vm, String address, ConsoleProtocol protocol, boolean there) {
        boolean known = false;
        for (Ref<Console> ref : vm.get(Vm.CONSOLES)) {
            Row<Console> row = transaction.get(Console.CLASS, ref);
            if (row != null && row.get(Console.PROTOCOL) == protocol) {
                known = true;
                if (!there) {
                    transaction.delete(Console.CLASS, ref);
                }
            }
        }
        if (there && !known) {
            String uuid = UUID.randomUUID().toString();
            transaction.insert(
                    Console.CLASS,
                    Map.<Field<Console, ?>, Object>of(
                            Console.UUID,
                            uuid,
                            Console.VM,
                            vm.ref(),
                            Console.PROTOCOL,
                            protocol,
                            Console.LOCATION,
                            "https://" + inUrl(address) + "/console?uuid=" + uuid));
        }
    }

    private static String inUrl(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }
}
