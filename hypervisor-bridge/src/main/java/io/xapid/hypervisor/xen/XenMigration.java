package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.LiveMigration;
import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.bridge.MigrationHello;
import io.xapid.hypervisor.bridge.MigrationLink;
import io.xapid.hypervisor.xen.XenFolder.Built;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.EnumSet;

/** Moves domains in the form that libxl itself writes and reads. */
final class XenMigration implements LiveMigration {
    private static final String XEN = "xen";

    private final Verbs verbs;
    private final String version;
    private final boolean logsPv;

    /** How a verb of one guest is carried out. */
    interface Verbs {
        /** @param undo for when the verb is done and who asked has already been told that it was not */
        void carryOut(VmId vm, Verb verb, Verb undo);
    }

    /** A verb. */
    interface Verb {
        void on(XenDomain domain);
    }

    /**
     * @param version the hypervisor's
     * @param logsPv whether the hypervisor can keep track of what a PV guest writes
     */
    XenMigration(Verbs verbs, String version, boolean logsPv) {
        this.verbs = verbs;
        this.version = version;
        this.logsPv = logsPv;
    }

    @Override
    public void out(VmId vm, ByteChannel peer) {
        verbs.carryOut(vm, domain -> send(domain, peer), XenMigration::takeBack);
    }

    private void send(XenDomain domain, ByteChannel peer) {
        DomainSpec spec = domain.require("send", EnumSet.of(DomainState.RUNNING));
        String kind = DomainConfig.typeOf(spec);
        if (kind.equals(DomainConfig.PV) && !logsPv) {
            throw new HypervisorException(
                    Reason.UNSUPPORTED,
                    "guest %s: a PV guest cannot be sent while it runs: this Xen was built without shadow paging, by which it would keep track of what such a guest writes"
                            .formatted(domain.vm()));
        }
        var life = new XenLife(domain);
        life.checkMovable();
        Built built = life.alive();
        try {
            var hello = MigrationHello.of(
                    domain.vm(), XEN, version, kind, domain.folder().life());
            MigrationLink.send(
                    peer,
                    hello,
                    stream -> domain.libxl("send it", libxl -> {
                        libxl.streams().sendLive(built.domid(), stream);
                        return true;
                    }));
            life.noteSuspended("it was sent to another host"); // where that cannot be noted, it was not sent
        } catch (IOException e) {
            var failure = domain.failed("cannot send it", e);
            life.goOn(built, failure);
            throw failure;
        } catch (HypervisorException e) {
            life.goOn(built, e);
            throw e;
        }
    }

    @Override
    public void in(VmId vm, ByteChannel peer) {
        verbs.carryOut(vm, domain -> receive(domain, peer), domain -> {}); // who gave up has it destroyed
    }

    private static void receive(XenDomain domain, ByteChannel peer) {
        DomainSpec spec = domain.require("receive", EnumSet.of(DomainState.CREATED));
        var life = new XenLife(domain);
        try {
            MigrationLink.receive(
                    peer, hello -> hello.objection(domain.vm(), XEN, DomainConfig.typeOf(spec)), (hello, stream) -> {
                        life.restore(stream);
                        domain.folder().writeLife(hello.life());
                    });
        } catch (IOException e) {
            var failure = domain.failed("cannot receive it", e);
            life.unmake(failure);
            throw failure;
        } catch (HypervisorException e) {
            life.unmake(e);
            throw e;
        }
    }

    @Override
    public void takeBack(VmId vm) {
        verbs.carryOut(vm, XenMigration::takeBack, domain -> {});
    }

    private static void takeBack(XenDomain domain) {
        domain.require("take back", EnumSet.of(DomainState.SUSPENDED));
        new XenLife(domain).takeBack();
    }
}
