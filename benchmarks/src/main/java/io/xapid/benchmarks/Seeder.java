package io.xapid.benchmarks;

import io.xapid.ha.log.LocalLog;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.store.Store;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdMode;
import io.xapid.model.vm.VbdType;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmMetrics;
import io.xapid.server.KeptClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** Fills the state of a daemon that does not run with VMs that have a disk, a CD drive and a network interface each. */
public final class Seeder {
    private static final int VMS_A_TRANSACTION = 50;
    private static final String TEMPLATE = "Debian Bookworm 12";
    private static final long DISK_BYTES = 10L << 30;

    private Seeder() {}

    /** Runs it in a process of its own, as the state belongs to one. */
    static void run(Setup setup, Path home, int vms) throws IOException, InterruptedException {
        ChildProcess.output(
                setup.program(Seeder.class, RunningDaemon.state(home).toString(), String.valueOf(vms)));
    }

    /** One of the VMs that were made. */
    static String firstVm(Api api) throws IOException {
        return api.call("VM.get_by_name_label", name(0)).get(0).asText();
    }

    /** State directory, number of VMs. */
    public static void main(String[] arguments) throws Exception {
        int vms = Integer.parseInt(arguments[1]);
        try (var store = new Store(
                KeptClasses.schema(), new LocalLog(Path.of(arguments[0])), Clock.system(ZoneId.systemDefault()))) {
            for (int from = 0; from < vms; from += VMS_A_TRANSACTION) {
                int first = from;
                int last = Math.min(vms, from + VMS_A_TRANSACTION);
                store.transact(transaction -> {
                            for (int number = first; number < last; number++) {
                                write(transaction, number);
                            }
                            return true;
                        })
                        .join();
            }
            store.keepImage().toCompletableFuture().join();
        }
    }

    private static String name(int number) {
        return "bench-%05d".formatted(number);
    }

    private static void write(Transaction transaction, int number) {
        Ref<Vm> vm = vm(transaction, number);
        Ref<Vdi> disk = disk(transaction, number);
        drive(transaction, vm, disk, VbdType.DISK, VbdMode.READ_WRITE, "0");
        drive(transaction, vm, Ref.none(), VbdType.CD, VbdMode.READ_ONLY, "3");
        Row<Network> network =
                transaction.table(Network.CLASS).rows().iterator().next();
        transaction.insert(
                Vif.CLASS,
                Map.<Field<Vif, ?>, Object>of(
                        Vif.VM,
                        vm,
                        Vif.NETWORK,
                        network.ref(),
                        Vif.DEVICE,
                        "0",
                        Vif.MTU,
                        1500L,
                        Vif.MAC,
                        "02:00:00:%02x:%02x:%02x".formatted(number >> 16, number >> 8 & 255, number & 255)));
    }

    private static Ref<Vm> vm(Transaction transaction, int number) {
        Row<Vm> template = transaction.table(Vm.CLASS).stream()
                .filter(row -> row.get(Vm.NAME_LABEL).equals(TEMPLATE))
                .findFirst()
                .orElseThrow();
        var values = new HashMap<Field<Vm, ?>, Object>();
        for (Field<Vm, ?> field : Vm.CLASS.fields()) {
            if (field.derivedFrom().isEmpty() && !field.equals(Vm.UUID)) {
                values.put(field, template.get(field));
            }
        }
        values.put(Vm.NAME_LABEL, name(number));
        values.put(Vm.NAME_DESCRIPTION, "One of many");
        values.put(Vm.IS_A_TEMPLATE, false);
        values.put(Vm.IS_DEFAULT_TEMPLATE, false);
        values.put(Vm.METRICS, transaction.insert(VmMetrics.CLASS, Map.of()));
        return transaction.insert(Vm.CLASS, values);
    }

    private static Ref<Vdi> disk(Transaction transaction, int number) {
        Row<Sr> repository = transaction.table(Sr.CLASS).stream()
                .filter(row -> !row.get(Sr.CONTENT_TYPE).equals("iso"))
                .findFirst()
                .orElseThrow();
        return transaction.insert(
                Vdi.CLASS,
                Map.<Field<Vdi, ?>, Object>of(
                        Vdi.NAME_LABEL,
                        name(number) + " 0",
                        Vdi.SR,
                        repository.ref(),
                        Vdi.MANAGED,
                        true,
                        Vdi.LOCATION,
                        name(number),
                        Vdi.VIRTUAL_SIZE,
                        DISK_BYTES));
    }

    private static void drive(
            Transaction transaction, Ref<Vm> vm, Ref<Vdi> disk, VbdType type, VbdMode mode, String place) {
        transaction.insert(
                Vbd.CLASS,
                Map.<Field<Vbd, ?>, Object>of(
                        Vbd.VM, vm,
                        Vbd.VDI, disk,
                        Vbd.TYPE, type,
                        Vbd.MODE, mode,
                        Vbd.EMPTY, disk.isNull(),
                        Vbd.USERDEVICE, place));
    }
}
