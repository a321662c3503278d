package io.xapid.hypervisor.simulator;

import static io.xapid.hypervisor.DomainState.CREATED;
import static io.xapid.hypervisor.DomainState.PAUSED;
import static io.xapid.hypervisor.DomainState.RUNNING;
import static io.xapid.hypervisor.DomainState.SUSPENDED;

import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.DomainStatus;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.LiveMigration;
import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.bridge.GuestFolder;
import io.xapid.hypervisor.bridge.MigrationHello;
import io.xapid.hypervisor.bridge.MigrationLink;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Moves imagined guests as real bridges move theirs, over the same link. */
final class SimulatedMigration implements LiveMigration {
    private static final String SIMULATOR = "simulator";

    private final Verbs verbs;
    private final Clock clock;

    /** How a guest that is in one of these states is changed. */
    interface Verbs {
        void change(Verb verb, VmId vm, String what, Set<DomainState> states, Consumer<SimulatedDomain> change);
    }

    /** A guest as it was when its move began. */
    private record Leaving(DomainSpec spec, DomainStatus status) {}

    SimulatedMigration(Verbs verbs, Clock clock) {
        this.verbs = verbs;
        this.clock = clock;
    }

    /** While hosts talk, none is held up: other guests of theirs may be on their way in the other direction. */
    @Override
    public void out(VmId vm, ByteChannel peer) {
        var found = new CompletableFuture<Leaving>();
        verbs.change(
                Verb.MIGRATE_OUT,
                vm,
                "send",
                Set.of(RUNNING),
                domain -> found.complete(new Leaving(domain.spec(), domain.status())));
        var leaving = found.join();
        var life = new GuestFolder.Life(
                leaving.status().bootedAt().map(Instant::toEpochMilli).orElse(0L),
                leaving.status().resets());
        var standsStill = new AtomicBoolean();
        try {
            MigrationLink.send(peer, MigrationHello.of(vm, SIMULATOR, "1", SIMULATOR, Optional.of(life)), stream -> {
                SavedGuest.write(leaving.spec(), stream);
                verbs.change(Verb.MIGRATE_OUT, vm, "send", Set.of(RUNNING), domain -> {
                    domain.stand(PAUSED, clock.instant());
                    standsStill.set(true);
                });
            });
            verbs.change(
                    Verb.MIGRATE_OUT, vm, "send", Set.of(PAUSED), domain -> domain.stand(SUSPENDED, clock.instant()));
        } catch (IOException e) {
            throw undone(standsStill, failed(vm, "send", e), () -> goOn(vm));
        } catch (HypervisorException e) {
            throw undone(standsStill, e, () -> goOn(vm));
        }
    }

    private void goOn(VmId vm) {
        verbs.change(Verb.TAKE_BACK, vm, "let go on", Set.of(PAUSED), domain -> domain.run(clock.instant()));
    }

    @Override
    public void in(VmId vm, ByteChannel peer) {
        var awaited = new CompletableFuture<DomainSpec>();
        verbs.change(Verb.MIGRATE_IN, vm, "receive", Set.of(CREATED), domain -> awaited.complete(domain.spec()));
        var arrived = new AtomicBoolean();
        Runnable unmaking = () -> verbs.change(Verb.MIGRATE_IN, vm, "unmake", Set.of(PAUSED), SimulatedDomain::unmade);
        try {
            MigrationLink.receive(peer, hello -> hello.objection(vm, SIMULATOR, SIMULATOR), (hello, stream) -> {
                SavedGuest.read(awaited.join(), stream);
                verbs.change(Verb.MIGRATE_IN, vm, "receive", Set.of(CREATED), domain -> {
                    domain.arrived(Instant.ofEpochMilli(hello.bootedAtMillis()), hello.resets());
                    arrived.set(true);
                });
            });
        } catch (IOException e) {
            throw undone(arrived, failed(vm, "receive", e), unmaking);
        } catch (HypervisorException e) {
            throw undone(arrived, e, unmaking);
        }
    }

    /** Takes back what this move did, and not what another has done meanwhile. */
    private static HypervisorException undone(AtomicBoolean done, HypervisorException cause, Runnable undo) {
        if (done.get()) {
            try {
                undo.run();
            } catch (HypervisorException e) {
                cause.addSuppressed(e);
            }
        }
        return cause;
    }

    private static HypervisorException failed(VmId vm, String what, IOException cause) {
        return new HypervisorException(
                Reason.FAILED, "guest %s: cannot %s it: %s".formatted(vm, what, cause.getMessage()), cause);
    }

    @Override
    public void takeBack(VmId vm) {
        verbs.change(Verb.TAKE_BACK, vm, "take back", Set.of(SUSPENDED), domain -> {
            domain.restored();
            domain.run(clock.instant());
        });
    }
}
