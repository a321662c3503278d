package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.LiveMigration;
import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.bridge.GuestFolder;
import io.xapid.hypervisor.bridge.MigrationHello;
import io.xapid.hypervisor.bridge.MigrationLink;
import io.xapid.hypervisor.qmp.Qmp;
import io.xapid.hypervisor.qmp.QmpException;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Moves guests by QEMU's own migration, whose stream goes through our channel. */
final class QemuMigration implements LiveMigration {
    private static final String QEMU = "qemu";
    private static final String KIND = "pc"; // the one machine that guests have

    private static final Set<DomainState> SENDABLE = EnumSet.of(DomainState.RUNNING);

    private final BiConsumer<VmId, Consumer<DomainLife>> verbs;
    private final String version;

    /** @param verbs carries out a verb of one guest */
    QemuMigration(BiConsumer<VmId, Consumer<DomainLife>> verbs, String version) {
        this.verbs = verbs;
        this.version = version;
    }

    @Override
    public void out(VmId vm, ByteChannel peer) {
        verbs.accept(vm, life -> send(life, peer));
    }

    private void send(DomainLife life, ByteChannel peer) {
        QemuDomain domain = life.domain();
        life.require("send", SENDABLE);
        try (var ending = domain.monitor().expect(QemuDomain::endsGuest)) {
            life.require("send", SENDABLE); // from here on an end is heard of
            send(life, peer, ending);
        } catch (QmpException e) {
            throw domain.refused("send", e);
        }
    }

    private void send(DomainLife life, ByteChannel peer, Qmp.Awaited ending) {
        QemuDomain domain = life.domain();
        try {
            Optional<GuestFolder.Life> lived = domain.directory().life();
            var hello = MigrationHello.of(domain.vm(), QEMU, version, KIND, lived);
            MigrationLink.send(peer, hello, stream -> {
                new Migration(domain).out(stream);
                if (ending.hasCome()) {
                    throw new IOException("it ended meanwhile");
                }
            });
            life.noteSuspended(); // where that cannot be noted, it was not sent
        } catch (IOException e) {
            var failure = domain.failed("cannot send it", e);
            goOn(domain, ending, failure);
            throw failure;
        } catch (HypervisorException e) {
            goOn(domain, ending, e);
            throw e;
        }
    }

    /** It may stand still already, since all of it was on its way; one that ended stays as it is. */
    private static void goOn(QemuDomain domain, Qmp.Awaited ending, HypervisorException cause) {
        if (ending.hasCome()) {
            return;
        }
        try {
            domain.command("let it go on", "cont", Map.of());
        } catch (HypervisorException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void in(VmId vm, ByteChannel peer) {
        verbs.accept(vm, life -> receive(life, peer));
    }

    private static void receive(DomainLife life, ByteChannel peer) {
        life.require("receive", EnumSet.of(DomainState.CREATED));
        QemuDomain domain = life.domain();
        try {
            MigrationLink.receive(peer, hello -> hello.objection(domain.vm(), QEMU, KIND), (hello, stream) -> {
                life.restore(stream);
                domain.directory().writeLife(hello.life());
            });
        } catch (IOException e) {
            var failure = domain.failed("cannot receive it", e);
            life.backToCreated(failure);
            throw failure;
        } catch (HypervisorException e) {
            life.backToCreated(e);
            throw e;
        }
    }

    @Override
    public void takeBack(VmId vm) {
        verbs.accept(vm, life -> {
            life.require("take back", EnumSet.of(DomainState.SUSPENDED));
            life.domain().command("take it back", "cont", Map.of());
            try {
                life.domain().directory().forgetEnding();
            } catch (IOException e) {
                throw life.domain().failed("cannot write down that it was taken back", e);
            }
        });
    }
}
