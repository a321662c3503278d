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
    private static final int USUAL_PORT = 443;

    private final Ref<Host> here;
    private final int httpsPort;

    /** @param httpsPort where clients follow a console's location to */
    ConsoleRows(Ref<Host> here, int httpsPort) {
        this.here = here;
        this.httpsPort = httpsPort;
    }

    /**
     * Writes down one for each way there is to a guest of this host. Those that are there already stay, and lead to
     * where this host is reached now: its address and port may have changed since the last run.
     */
    void appear(Transaction transaction, Row<Vm> vm, ConsoleEndpoints endpoints) {
        Row<Host> host = transaction.get(Host.CLASS, here);
        String base = "https://" + authority(host == null ? "" : host.get(Host.ADDRESS)) + "/console?uuid=";
        boolean screen = endpoints.rfbSocket().isPresent();
        boolean serial = endpoints.serialSocket().isPresent();
        appear(transaction, vm, base, ConsoleProtocol.RFB, screen);
        appear(transaction, vm, base, ConsoleProtocol.VT100, serial);
    }

    static void vanish(Transaction transaction, Row<Vm> vm) {
        vm.get(Vm.CONSOLES).forEach(console -> transaction.delete(Console.CLASS, console));
    }

    private static void appear(
            Transaction transaction, Row<Vm> vm, String base, ConsoleProtocol protocol, boolean there) {
        boolean known = false;
        for (Ref<Console> ref : vm.get(Vm.CONSOLES)) {
            Row<Console> row = transaction.get(Console.CLASS, ref);
            if (row != null && row.get(Console.PROTOCOL) == protocol) {
                known = true;
                if (there) {
                    transaction.set(Console.CLASS, ref, Console.LOCATION, base + row.get(Console.UUID));
                } else {
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
                            base + uuid));
        }
    }

    private String authority(String address) {
        String host = address.contains(":") ? "[" + address + "]" : address;
        return httpsPort == USUAL_PORT ? host : host + ":" + httpsPort;
    }
}
