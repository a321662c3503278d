package io.xapid.server.vm;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmGuestMetrics;
import io.xapid.model.vm.VmMetrics;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Writes on rows what this host observes of its guests. Each method may be called again with the same effect. */
final class Observed {
    private static final long NO_DOMAIN = -1;

    private Observed() {}

    /** A guest has been started on a host, from its beginning. */
    static void started(Transaction transaction, Blueprint guest, Ref<Host> host, PowerState power) {
        Row<Vm> vm = Rows.require(transaction, Vm.CLASS, guest.vm());
        if (vm.get(Vm.DOMID) == NO_DOMAIN) {
            set(transaction, vm, Vm.DOMID, nextDomain(transaction, host));
        }
        set(transaction, vm, Vm.POWER_STATE, power);
        set(transaction, vm, Vm.RESIDENT_ON, host);
        set(transaction, vm, Vm.SCHEDULED_TO_BE_RESIDENT_ON, Ref.none());
        set(transaction, vm, Vm.LAST_BOOT_CPU_FLAGS, processorFlags(transaction, host, guest));
        set(transaction, vm, Vm.MEMORY_TARGET, guest.bare().memory().dynamicMaxBytes());
        forgetGuest(transaction, vm);
        measure(transaction, vm, guest);
        connect(transaction, vm, guest);
    }

    /** A guest has restarted without leaving its domain. */
    static void rebooted(Transaction transaction, Ref<Vm> ref) {
        Row<Vm> vm = Rows.require(transaction, Vm.CLASS, ref);
        Ref<VmMetrics> metrics = metricsOf(transaction, vm);
        transaction.set(VmMetrics.CLASS, metrics, VmMetrics.START_TIME, transaction.now());
        transaction.set(VmMetrics.CLASS, metrics, VmMetrics.LAST_UPDATED, transaction.now());
        set(transaction, vm, Vm.REQUIRES_REBOOT, false);
        forgetGuest(transaction, vm);
        DeviceRecords.touchAll(transaction, vm);
    }

    static void power(Transaction transaction, Ref<Vm> ref, PowerState power) {
        Row<Vm> vm = Rows.require(transaction, Vm.CLASS, ref);
        set(transaction, vm, Vm.POWER_STATE, power);
        DeviceRecords.touchAll(transaction, vm);
    }

    /** A guest has no domain any more. */
    static void halted(Transaction transaction, Ref<Vm> ref) {
        Row<Vm> vm = transaction.get(Vm.CLASS, ref);
        if (vm == null) {
            return;
        }
        set(transaction, vm, Vm.POWER_STATE, PowerState.HALTED);
        set(transaction, vm, Vm.RESIDENT_ON, Ref.none());
        set(transaction, vm, Vm.SCHEDULED_TO_BE_RESIDENT_ON, Ref.none());
        set(transaction, vm, Vm.DOMID, NO_DOMAIN);
        set(transaction, vm, Vm.ATTACHED_PCIS, List.of());
        set(transaction, vm, Vm.REQUIRES_REBOOT, false);
        Guidances.afterHalt(transaction, vm);
        DeviceRecords.disconnectAll(transaction, vm);
        ConsoleRows.vanish(transaction, vm);
        Ref<VmMetrics> metrics = metricsOf(transaction, vm);
        write(transaction, metrics, VmMetrics.CURRENT_DOMAIN_TYPE, DomainType.UNSPECIFIED);
        write(transaction, metrics, VmMetrics.HVM, false);
        write(transaction, metrics, VmMetrics.STATE, List.of());
        write(transaction, metrics, VmMetrics.MEMORY_ACTUAL, 0L);
        write(transaction, metrics, VmMetrics.VCPUS_NUMBER, 0L);
        write(transaction, metrics, VmMetrics.NESTED_VIRT, VmView.isTrue(vm.get(Vm.PLATFORM), "nested-virt"));
        write(transaction, metrics, VmMetrics.NOMIGRATE, VmView.isTrue(vm.get(Vm.PLATFORM), "nomigrate"));
        write(transaction, metrics, VmMetrics.LAST_UPDATED, transaction.now());
    }

    /** The VM's record of measurements, made if there is none. */
    static Ref<VmMetrics> metricsOf(Transaction transaction, Row<Vm> vm) {
        Row<Vm> now = Rows.require(transaction, Vm.CLASS, vm.ref());
        if (transaction.get(VmMetrics.CLASS, now.get(Vm.METRICS)) != null) {
            return now.get(Vm.METRICS);
        }
        Ref<VmMetrics> made = transaction.insert(
                VmMetrics.CLASS, Map.<Field<VmMetrics, ?>, Object>of(VmMetrics.INSTALL_TIME, transaction.now()));
        transaction.set(Vm.CLASS, vm.ref(), Vm.METRICS, made);
        return made;
    }

    private static void measure(Transaction transaction, Row<Vm> vm, Blueprint guest) {
        Ref<VmMetrics> metrics = metricsOf(transaction, vm);
        DomainType type = VmView.typeOf(vm);
        Instant now = transaction.now();
        write(transaction, metrics, VmMetrics.START_TIME, now);
        write(transaction, metrics, VmMetrics.LAST_UPDATED, now);
        write(transaction, metrics, VmMetrics.CURRENT_DOMAIN_TYPE, type);
        write(transaction, metrics, VmMetrics.HVM, type == DomainType.HVM);
        write(transaction, metrics, VmMetrics.NESTED_VIRT, VmView.isTrue(vm.get(Vm.PLATFORM), "nested-virt"));
        write(transaction, metrics, VmMetrics.NOMIGRATE, VmView.isTrue(vm.get(Vm.PLATFORM), "nomigrate"));
        write(transaction, metrics, VmMetrics.VCPUS_NUMBER, (long)
                guest.bare().vcpus().atStart());
        write(
                transaction,
                metrics,
                VmMetrics.MEMORY_ACTUAL,
                guest.bare().memory().dynamicMaxBytes());
    }

    private static void connect(Transaction transaction, Row<Vm> vm, Blueprint guest) {
        var drives = new HashSet<Ref<Vbd>>();
        guest.drives().forEach(drive -> {
            DeviceRecords.connected(transaction, drive);
            drives.add(drive.vbd());
        });
        var ports = new HashSet<Ref<Vif>>();
        guest.ports().forEach(port -> {
            DeviceRecords.connected(transaction, port);
            ports.add(port.vif());
        });
        DeviceRecords.touchOthers(transaction, vm, drives, ports);
    }

    /** What the guest said of itself is not true of the next one. */
    private static void forgetGuest(Transaction transaction, Row<Vm> vm) {
        transaction.delete(VmGuestMetrics.CLASS, vm.get(Vm.GUEST_METRICS));
        set(transaction, vm, Vm.GUEST_METRICS, Ref.none());
    }

    private static Map<String, String> processorFlags(Transaction transaction, Ref<Host> host, Blueprint guest) {
        Row<Host> row = Rows.require(transaction, Host.CLASS, host);
        Map<String, String> info = row.get(Host.CPU_INFO);
        String features = guest.bare().platform().getOrDefault(ProcessorLevel.KEY, info.getOrDefault("features", ""));
        return Map.of("vendor", info.getOrDefault("vendor", ""), "features", features);
    }

    /** Numbers grow while guests of a host come and go; 0 is the control domain. */
    private static long nextDomain(Transaction transaction, Ref<Host> host) {
        return transaction.table(Vm.CLASS).stream()
                        .filter(vm -> vm.get(Vm.RESIDENT_ON).equals(host))
                        .mapToLong(vm -> vm.get(Vm.DOMID))
                        .filter(domain -> domain >= 0)
                        .max()
                        .orElse(0)
                + 1;
    }

    private static <T> void set(Transaction transaction, Row<Vm> vm, Field<Vm, T> field, T value) {
        transaction.set(Vm.CLASS, vm.ref(), field, value);
    }

    private static <T> void write(Transaction transaction, Ref<VmMetrics> metrics, Field<VmMetrics, T> field, T value) {
        transaction.set(VmMetrics.CLASS, metrics, field, value);
    }
}
