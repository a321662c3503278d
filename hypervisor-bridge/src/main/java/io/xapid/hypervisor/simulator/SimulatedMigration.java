package io.xapid.hypervisor.simulator;

import static io.xapid.hypervisor.DomainState.CREATED;
import static io.xapid.hypervisor.DomainState.RUNNING;
import static io.xapid.hypervisor.DomainState.SUSPENDED;

import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
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

    SimulatedMigration(Verbs verbs, Clock clock) {
        this.verbs = verbs;
        this.clock = clock;
    }

    @Override
    public void out(VmId vm, ByteChannel peer) {
        verbs.change(Verb.MIGRATE_OUT, vm, "send", Set.of(RUNNING), domain -> {
            DomainSpec spec = domain.spec();
            var status = domain.status();
            var life = new GuestFolder.Life(
                    status.bootedAt().map(Instant::toEpochMilli).orElse(0L), status.resets());
            try {
                MigrationLink.send(
                        peer,
                        MigrationHello.of(vm, SIMULATOR, "1", SIMULATOR, Optional.of(life)),
                        stream -> SavedGuest.write(spec, stream));
            } catch (IOException e) {
                throw failed(vm, "send", e);
            }
            domain.stand(SUSPENDED, clock.instant());
        });
    }

    @Override
    public void in(VmId vm, ByteChannel peer) {
        verbs.change(Verb.MIGRATE_IN, vm, "receive", Set.of(CREATED), domain -> {
            try {
                MigrationLink.receive(peer, hello -> hello.objection(vm, SIMULATOR, SIMULATOR), (hello, stream) -> {
                    SavedGuest.read(domain.spec(), stream);
                    domain.arrived(Instant.ofEpochMilli(hello.bootedAtMillis()), hello.resets());
                });
            } catch (IOException e) {
                domain.unmade();
                throw failed(vm, "receive", e);
            } catch (HypervisorException e) {
                domain.unmade();
                throw e;
            }
        });
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
