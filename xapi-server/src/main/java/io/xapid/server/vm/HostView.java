package io.xapid.server.vm;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.host.HostOperation;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.vm.Vm;
import java.util.List;
import java.util.Optional;

/** One host and the VMs that are on it or about to be, as those who look for a place want to see it. Sizes in bytes. */
final class HostView {
    private final Snapshot state;
    private final Row<Host> host;
    private final List<Row<Vm>> guests;

    HostView(Snapshot state, Row<Host> host) {
        this.state = state;
        this.host = host;
        this.guests = state.table(Vm.CLASS).stream()
                .filter(vm -> vm.get(Vm.RESIDENT_ON).equals(host.ref())
                        || vm.get(Vm.SCHEDULED_TO_BE_RESIDENT_ON).equals(host.ref()))
                .toList();
    }

    Row<Host> row() {
        return host;
    }

    Ref<Host> ref() {
        return host.ref();
    }

    Snapshot state() {
        return state;
    }

    String name() {
        return host.get(Host.NAME_LABEL);
    }

    boolean isEnabled() {
        return host.get(Host.ENABLED);
    }

    boolean isLive() {
        return metrics().map(row -> row.get(HostMetrics.LIVE)).orElse(false);
    }

    boolean isBeingEvacuated() {
        return host.get(Host.CURRENT_OPERATIONS).containsValue(HostOperation.EVACUATE);
    }

    /** VMs that are resident or scheduled here, without {@code vm}. */
    List<Row<Vm>> guestsWithout(Ref<Vm> vm) {
        return guests.stream().filter(guest -> !guest.ref().equals(vm)).toList();
    }

    /** Memory that guests may share: all of the host's without its own needs. */
    long memoryForGuests() {
        return metrics().map(row -> row.get(HostMetrics.MEMORY_TOTAL)).orElse(0L) - host.get(Host.MEMORY_OVERHEAD);
    }

    /** Memory that is left for {@code vm} when all others are at their least. */
    long memoryAvailableTo(Ref<Vm> vm) {
        List<Row<Vm>> others = guestsWithout(vm);
        long taken = sum(others, Vm.MEMORY_DYNAMIC_MIN) + sum(others, Vm.MEMORY_OVERHEAD);
        return Math.max(0, memoryForGuests() - taken);
    }

    static long sum(List<Row<Vm>> vms, Field<Vm, Long> field) {
        return vms.stream().mapToLong(vm -> vm.get(field)).sum();
    }

    /** How many physical processors it has. */
    long processors() {
        int listed = host.get(Host.HOST_CPUS).size();
        return listed > 0
                ? listed
                : Optional.ofNullable(host.get(Host.CPU_INFO).get("cpu_count"))
                        .filter(text -> text.matches("[0-9]{1,6}"))
                        .map(Long::valueOf)
                        .orElse(0L);
    }

    private Optional<Row<HostMetrics>> metrics() {
        return state.find(HostMetrics.CLASS, host.get(Host.METRICS));
    }
}
