package io.xapid.server.vm;

import static io.xapid.server.plan.Step.step;

import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.VmId;
import io.xapid.model.vm.VmBootFailure;
import io.xapid.server.plan.Plan;
import io.xapid.server.plan.Step;

/** How a halted guest comes to life on this host. */
final class StartVm {
    private final Hypervisor hypervisor;
    private final DiskAccess disks;
    private final NetworkAccess networks;

    StartVm(Hypervisor hypervisor, DiskAccess disks, NetworkAccess networks) {
        this.hypervisor = hypervisor;
        this.disks = disks;
        this.networks = networks;
    }

    Plan.Builder plan(Blueprint guest, boolean leavePaused) {
        return continued(Plan.named("VM.start").then(step("clear the place", c -> clear(guest))), guest, leavePaused);
    }

    /** The rest of the story, for plans that begin otherwise. */
    Plan.Builder continued(Plan.Builder beginning, Blueprint guest, boolean leavePaused) {
        VmId id = guest.id();
        var assembly = new Assembly(disks, networks);
        return beginning
                .thenTogether(
                        "attach disks",
                        guest.drives().stream()
                                .filter(drive -> !drive.isEmpty())
                                .toList(),
                        drive -> attach(assembly, drive))
                .thenTogether("connect NICs", guest.ports(), port -> attach(assembly, port))
                .then(step("create domain", c -> hypervisor.create(assembly.domain(guest)))
                        .undoneBy(c -> hypervisor.destroy(id)))
                .then(step("build domain", c -> hypervisor.build(id)).weighing(5))
                .thenIf(!leavePaused, step("unpause", c -> hypervisor.unpause(id)));
    }

    private static Step attach(Assembly assembly, Blueprint.Drive drive) {
        return step("attach " + drive.name(), c -> assembly.attach(drive)).undoneBy(c -> assembly.detach(drive));
    }

    private static Step attach(Assembly assembly, Blueprint.Port port) {
        return step("connect " + port.name(), c -> assembly.attach(port)).undoneBy(c -> assembly.detach(port));
    }

    /** Removes what is left of a guest that has ended; a living one is never taken for that. */
    private void clear(Blueprint guest) {
        if (hypervisor.stateOf(guest.id()).isAlive()) {
            throw new VmBootFailure.DomainExists(guest.vm());
        }
        hypervisor.destroy(guest.id());
    }
}
