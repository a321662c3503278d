package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.bridge.GuestFolder;
import io.xapid.hypervisor.xen.XenFolder.Again;
import io.xapid.hypervisor.xen.XenFolder.Built;
import io.xapid.hypervisor.xen.libxl.DomainInfo.Shutdown;
import java.util.EnumSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a guest starts again, for its owner's sake or its own. */
final class XenRestart {
    private static final Logger log = LoggerFactory.getLogger(XenRestart.class);

    /** Whoever sets it decides what becomes of a guest that wants another kernel started; otherwise that is done at once. */
    static final String SOFT_RESET_KEY = "leave-soft-resets";

    private final XenDomain domain;
    private final XenLife life;

    XenRestart(XenDomain domain) {
        this.domain = domain;
        this.life = new XenLife(domain);
    }

    void reset() {
        domain.require(
                "reset",
                EnumSet.of(
                        DomainState.PAUSED,
                        DomainState.RUNNING,
                        DomainState.POWERED_OFF,
                        DomainState.CRASHED,
                        DomainState.SOFT_RESET));
        boolean paused = domain.status().state() == DomainState.PAUSED;
        restart(life.alive(), paused ? Again.PAUSED : Again.RUNNING);
    }

    /** If the guest asked for it. */
    void ifWanted() {
        domain.wantedRestart().ifPresent(wanted -> {
            if (wanted == Shutdown.SOFT_RESET) {
                softReset(life.alive());
            } else {
                restart(life.alive(), Again.RUNNING);
            }
            domain.needsALook();
        });
    }

    /**
     * The guest itself starts another kernel in its memory, and wants fresh devices for that. A daemon that is killed
     * meanwhile has it start from the beginning when it comes back: nobody knows then what is in that memory.
     */
    private void softReset(Built built) {
        DomainSpec spec = domain.spec().orElseThrow(() -> life.went());
        life.written(() -> domain.folder().writeBuilt(built.restarting(Again.RUNNING)));
        domain.letGo();
        try {
            domain.libxl("reset it", XenLife.nothing(libxl -> {
                libxl.softReset(built.domid(), domain.config(spec, built.vcpus()));
                XenLife.emptyDrives(libxl, built.domid(), spec);
            }));
            life.handOver(built.domid(), spec.data());
            domain.libxl("let it go on", XenLife.nothing(libxl -> libxl.unpause(built.domid())));
        } catch (HypervisorException e) {
            log.warn("Guest {} cannot be reset as it asked, and starts from the beginning", domain.vm(), e);
            restart(built, Again.RUNNING);
            return;
        }
        domain.listen(built.domid());
        noteRestart(built);
    }

    /** A new domain in place of the old; a daemon that is killed meanwhile goes on with that when it comes back. */
    void restart(Built built, Again again) {
        DomainSpec spec = domain.spec().orElseThrow(() -> life.went());
        life.written(() -> domain.folder().writeBuilt(built.restarting(again)));
        try {
            domain.letGo();
            life.end();
            life.bringUp(spec, built.vcpus(), again, libxl -> libxl.create(domain.config(spec, built.vcpus())));
        } catch (HypervisorException e) {
            life.written(() -> {
                domain.folder().writeEnding(new GuestFolder.Ending(DomainState.LOST, "its restart failed"));
                domain.folder().writeBuilt(built);
            });
            throw e;
        }
        Built anew = life.alive();
        if (again == Again.RUNNING) {
            domain.libxl("unpause it", XenLife.nothing(libxl -> libxl.unpause(anew.domid())));
        }
        noteRestart(anew);
    }

    private void noteRestart(Built anew) {
        life.written(() -> {
            long resets = domain.folder().life().map(GuestFolder.Life::resets).orElse(0L);
            domain.folder()
                    .writeLife(new GuestFolder.Life(domain.tools().clock().millis(), resets + 1));
            domain.folder().forgetEnding();
            domain.folder().writeBuilt(anew.restarting(Again.NO));
        });
    }
}
