package io.xapid.server.vm;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.vm.Vm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Prefers hosts with much memory left. Hosts in which everybody could have all they might want come first, then those in
 * which everybody could have what they may balloon up to, then the rest by how far the ballooning would have to go.
 */
final class MemoryRanking {
    private static final double PLENTY = 1000;

    private final RandomGenerator random;

    /** @param random spreads guests that start at the same time over the better hosts */
    MemoryRanking(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Picks a host.
     *
     * @param coordinator a host to think less of; null for none
     * @param acceptable asked of a host when its turn has come
     */
    Optional<HostView> pick(
            List<HostView> hosts, Row<Vm> vm, Optional<Ref<Host>> coordinator, Predicate<HostView> acceptable) {
        List<HostView> home = hosts.stream()
                .filter(host -> host.ref().equals(vm.get(Vm.AFFINITY)))
                .toList();
        return draw(scored(home, host -> possible(host, vm), coordinator), acceptable)
                .or(() -> draw(notNegative(scored(hosts, host -> definite(host, vm), coordinator)), acceptable))
                .or(() -> draw(notNegative(scored(hosts, host -> probable(host, vm), coordinator)), acceptable))
                .or(() -> draw(scored(hosts, host -> possible(host, vm), coordinator), acceptable));
    }

    /** Bytes left once everybody here and the newcomer have all they may ever have. */
    static double definite(HostView host, Row<Vm> vm) {
        return available(host, vm) - HostView.sum(with(host, vm), Vm.MEMORY_STATIC_MAX);
    }

    /** Bytes left once everybody has what they may balloon up to. */
    static double probable(HostView host, Row<Vm> vm) {
        return available(host, vm) - HostView.sum(with(host, vm), Vm.MEMORY_DYNAMIC_MAX);
    }

    /** How well everybody could be served, from 0 to 1000; -1 when not even the least fits. */
    static double possible(HostView host, Row<Vm> vm) {
        List<Row<Vm>> all = with(host, vm);
        double most = HostView.sum(all, Vm.MEMORY_DYNAMIC_MAX);
        double least = HostView.sum(all, Vm.MEMORY_DYNAMIC_MIN);
        double available = available(host, vm);
        if (available >= most) {
            return PLENTY;
        }
        return available < least ? -1 : PLENTY * (available - least) / (most - least);
    }

    private static double available(HostView host, Row<Vm> vm) {
        return host.memoryForGuests() - HostView.sum(with(host, vm), Vm.MEMORY_OVERHEAD);
    }

    private static List<Row<Vm>> with(HostView host, Row<Vm> vm) {
        var all = new ArrayList<>(host.guestsWithout(vm.ref()));
        all.add(vm);
        return all;
    }

    private static List<Scored> scored(
            List<HostView> hosts, ToDoubleFunction<HostView> score, Optional<Ref<Host>> coordinator) {
        return hosts.stream()
                .map(host -> {
                    double value = score.applyAsDouble(host);
                    boolean biased = coordinator.filter(host.ref()::equals).isPresent();
                    return new Scored(host, value, biased ? (value - 1) / 2 : value);
                })
                .sorted(Comparator.comparingDouble(Scored::value).reversed())
                .toList();
    }

    private static List<Scored> notNegative(List<Scored> hosts) {
        return hosts.stream().filter(host -> host.unbiased >= 0).toList();
    }

    private Optional<HostView> draw(List<Scored> hosts, Predicate<HostView> acceptable) {
        var left = new ArrayList<>(hosts);
        while (!left.isEmpty()) {
            double drawn = random.nextDouble();
            HostView host = left.remove((int) (drawn * drawn * left.size())).host; // squared: mostly near the best
            if (acceptable.test(host)) {
                return Optional.of(host);
            }
        }
        return Optional.empty();
    }

    private record Scored(HostView host, double unbiased, double value) {}
}
