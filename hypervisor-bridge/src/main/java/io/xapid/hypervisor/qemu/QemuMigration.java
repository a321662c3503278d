package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.LiveMigration;
import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.bridge.GuestFolder;
import io.xapid.hypervisor.bridge.MigrationHello;
import io.xapid.hypervisor.bridge.MigrationLink;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Moves guests by QEMU's own migration, whose stream goes through our channel. */
final class QemuMigration implements LiveMigration {
    private static final String QEMU = "qemu";
    private static final String KIND = "pc"; // the one machine that guests have

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
        life.require("send", EnumSet.of(DomainState.RUNNING));
        QemuDomain domain = life.domain();
        try {
            Optional<GuestFolder.Life> lived = domain.directory().life();
            MigrationLink.send(
                    peer, MigrationHello.of(domain.vm(), QEMU, version, KIND, lived), new Migration(domain)::out);
        } catch (IOException e) {
            var failure = domain.failed("cannot send it", e);
            goOn(domain, failure);
            throw failure;
        } catch (HypervisorException e) {
            goOn(domain, e);
            throw e;
        }
    }

    /** It may stand still already, since all of it was on its way. */
    private static void goOn(QemuDomain domain, HypervisorException cause) {
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
        });
    }
}
