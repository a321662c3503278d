package io.xapid.server.host;

import io.xapid.hypervisor.PhysicalHost;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.OnCrash;
import io.xapid.model.vm.OnExit;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmMetrics;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The VM that stands for the host's own system, which clients expect as the control domain of every host.
 *
 * <p>On Xen it is domain 0. Elsewhere it is the system that the daemon runs in, with the memory that it held when the
 * daemon started and all processors.
 */
final class ControlDomainRow {
    private static final long MEGABYTE = 1L << 20;

    private final Machine machine;
    private final BridgeFacts bridge;

    ControlDomainRow(Machine machine, BridgeFacts bridge) {
        this.machine = machine;
        this.bridge = bridge;
    }

    void write(Transaction transaction, Ref<Host> host) {
        Row<Host> row = transaction.get(Host.CLASS, host);
        Ref<Vm> known = row == null ? Ref.none() : row.get(Host.CONTROL_DOMAIN);
        Row<Vm> domain = transaction.get(Vm.CLASS, known);
        if (domain == null) {
            Ref<Vm> made = observed(host)
                    .with(initial(host))
                    .with(Vm.METRICS, metrics(transaction).insert(transaction))
                    .insert(transaction);
            transaction.set(Host.CLASS, host, Host.CONTROL_DOMAIN, made);
        } else {
            observed(host).update(transaction, known);
            metrics(transaction).update(transaction, domain.get(Vm.METRICS));
        }
    }

    private Draft<Vm> initial(Ref<Host> host) {
        return new Draft<>(Vm.CLASS)
                .with(Vm.UUID, UUID.randomUUID().toString())
                .with(Vm.NAME_LABEL, "Control domain on host: " + machine.hostname())
                .with(Vm.NAME_DESCRIPTION, "The host's own system, in which the toolstack runs.")
                .with(Vm.IS_CONTROL_DOMAIN, true)
                .with(Vm.DOMID, 0L)
                .with(Vm.DOMARCH, "")
                .with(Vm.AFFINITY, host)
                .with(Vm.ACTIONS_AFTER_SHUTDOWN, OnExit.DESTROY)
                .with(Vm.ACTIONS_AFTER_REBOOT, OnExit.DESTROY)
                .with(Vm.ACTIONS_AFTER_CRASH, OnCrash.DESTROY)
                .with(Vm.HAS_VENDOR_DEVICE, false)
                .with(Vm.OTHER_CONFIG, Map.of("is_system_domain", "true"));
    }

    private Draft<Vm> observed(Ref<Host> host) {
        PhysicalHost.ControlDomain own = machine.ownSystem();
        long memory = wholeMegabytes(own.memoryBytes());
        return new Draft<>(Vm.CLASS)
                .with(Vm.POWER_STATE, PowerState.RUNNING)
                .with(Vm.RESIDENT_ON, host)
                .with(Vm.DOMAIN_TYPE, type())
                .with(Vm.MEMORY_STATIC_MIN, memory)
                .with(Vm.MEMORY_DYNAMIC_MIN, memory)
                .with(Vm.MEMORY_DYNAMIC_MAX, memory)
                .with(Vm.MEMORY_STATIC_MAX, Math.max(memory, wholeMegabytes(own.mostBytes())))
                .with(Vm.MEMORY_TARGET, memory)
                .with(Vm.VCPUS_MAX, (long) own.vcpus())
                .with(Vm.VCPUS_AT_STARTUP, (long) own.vcpus());
    }

    private Draft<VmMetrics> metrics(Transaction transaction) {
        PhysicalHost.ControlDomain own = machine.ownSystem();
        return new Draft<>(VmMetrics.CLASS)
                .with(VmMetrics.MEMORY_ACTUAL, wholeMegabytes(own.memoryBytes()))
                .with(VmMetrics.VCPUS_NUMBER, (long) own.vcpus())
                .with(
                        VmMetrics.VCPUS_CPU,
                        LongStream.range(0, own.vcpus()).boxed().collect(Collectors.toMap(cpu -> cpu, cpu -> cpu)))
                .with(VmMetrics.START_TIME, machine.bootTime())
                .with(VmMetrics.CURRENT_DOMAIN_TYPE, type())
                .with(VmMetrics.LAST_UPDATED, transaction.now());
    }

    static long wholeMegabytes(long bytes) {
        return (bytes + MEGABYTE - 1) / MEGABYTE * MEGABYTE;
    }

    private DomainType type() {
        return bridge.name().equals("xen") ? DomainType.PV : DomainType.UNSPECIFIED;
    }
}
