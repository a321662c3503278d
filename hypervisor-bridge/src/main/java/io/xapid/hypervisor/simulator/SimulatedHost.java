package io.xapid.hypervisor.simulator;

import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.VmId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The imagined machine under a {@link SimulatedHypervisor}. Its guests live here, so they survive their bridge as real
 * ones do; and here a test reaches into them and into the machine. Cheap enough to have a thousand of.
 */
public final class SimulatedHost {
    private final Clock clock;
    private final Map<VmId, SimulatedDomain> domains = new LinkedHashMap<>();
    private final Map<Verb, String> faults = new EnumMap<>(Verb.class);
    private final Map<Verb, Integer> faultsLeft = new EnumMap<>(Verb.class);
    private final Map<Verb, Duration> delays = new EnumMap<>(Verb.class);
    private final List<Consumer<VmId>> bridges = new CopyOnWriteArrayList<>();
    private final Set<String> missingMedia = ConcurrentHashMap.newKeySet();

    public SimulatedHost() {
        this(Clock.systemUTC());
    }

    public SimulatedHost(Clock clock) {
        this.clock = clock;
    }

    // What may be asked of the machine by a test

    /** The next so many calls of a verb fail, with this text, before they have done anything. */
    public synchronized void fail(Verb verb, int times, String text) {
        faults.put(verb, text);
        faultsLeft.put(verb, times);
    }

    /** Every call of a verb takes that long from now on. */
    public synchronized void slow(Verb verb, Duration by) {
        delays.put(verb, by);
    }

    /** Media under this path cannot be opened until {@link #repair}. */
    public void breakMedium(String path) {
        missingMedia.add(path);
    }

    public void repair(String path) {
        missingMedia.remove(path);
    }

    /** The guest switches itself off. */
    public void powerOff(VmId vm) {
        inGuest(vm, domain -> domain.end(DomainState.POWERED_OFF, "the guest switched itself off"));
    }

    /** The guest restarts itself. */
    public void reboot(VmId vm) {
        inGuest(vm, domain -> domain.restart(clock.instant()));
    }

    /** The guest's kernel gives up. */
    public void crash(VmId vm) {
        inGuest(vm, domain -> domain.end(DomainState.CRASHED, "the guest panicked"));
    }

    /** The guest wants another kernel started, and leaves how to others. */
    public void softReset(VmId vm) {
        inGuest(vm, domain -> domain.end(DomainState.SOFT_RESET, "the guest has another kernel to start"));
    }

    /** The guest takes no notice of requests, and does not let go of devices, or does so again. */
    public void stubborn(VmId vm, boolean stubborn) {
        inGuest(vm, domain -> domain.stubborn(stubborn));
    }

    /** What runs the guest is gone; one that had ended keeps its own end. */
    public void lose(VmId vm) {
        inGuest(vm, domain -> {
            if (!domain.state().isEnded()) {
                domain.end(DomainState.LOST, "the simulated process is gone");
            }
        });
    }

    /** The signal from outside that reached the guest last, such as {@code NMI} or {@code sysrq h}; empty if none has. */
    public synchronized String lastSignalTo(VmId vm) {
        return Optional.ofNullable(domains.get(vm))
                .map(SimulatedDomain::lastSignal)
                .orElse("");
    }

    private void inGuest(VmId vm, Consumer<SimulatedDomain> act) {
        synchronized (this) {
            SimulatedDomain domain = domains.get(vm);
            if (domain == null) {
                throw new IllegalArgumentException("there is no guest " + vm);
            }
            act.accept(domain);
        }
        needsALook(vm);
    }

    // What the bridge asks

    void connect(Consumer<VmId> attention) {
        bridges.add(attention);
    }

    void disconnect(Consumer<VmId> attention) {
        bridges.remove(attention);
    }

    void needsALook(VmId vm) {
        bridges.forEach(bridge -> bridge.accept(vm)); // not under the lock: they call out
    }

    Clock clock() {
        return clock;
    }

    boolean isMissing(String path) {
        return missingMedia.contains(path);
    }

    synchronized List<VmId> list() {
        return new ArrayList<>(domains.keySet());
    }

    /** Carries out a verb on what is known of a guest, after what the test wants to come in between. */
    <T> T act(Verb verb, VmId vm, Function<Map<VmId, SimulatedDomain>, T> work) {
        delayOf(verb).ifPresent(delay -> pass(delay, vm));
        synchronized (this) {
            throwIfToldTo(verb, vm);
            return work.apply(domains);
        }
    }

    private synchronized Optional<Duration> delayOf(Verb verb) {
        return Optional.ofNullable(delays.get(verb));
    }

    private static void pass(Duration delay, VmId vm) {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorException(
                    Reason.TIMED_OUT, "interrupted while guest " + vm + " was being worked on", e);
        }
    }

    private void throwIfToldTo(Verb verb, VmId vm) {
        int left = faultsLeft.getOrDefault(verb, 0);
        if (left > 0) {
            faultsLeft.put(verb, left - 1);
            throw new HypervisorException(Reason.FAILED, "guest %s: %s".formatted(vm, faults.get(verb)));
        }
    }
}
