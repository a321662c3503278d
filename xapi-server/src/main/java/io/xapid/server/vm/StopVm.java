package io.xapid.server.vm;

import static io.xapid.server.plan.Step.step;

import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.server.plan.Plan;
import io.xapid.server.plan.Step;

/** How a guest is ended, and what was attached for it let go of. None of it can be undone, all of it can be done again. */
final class StopVm {
    private final Hypervisor hypervisor;
    private final DiskAccess disks;
    private final NetworkAccess networks;

    StopVm(Hypervisor hypervisor, DiskAccess disks, NetworkAccess networks) {
        this.hypervisor = hypervisor;
        this.disks = disks;
        this.networks = networks;
    }

    /**
     * @param remains what it consists of, as far as is known
     * @param onceGone told when the guest is no more, whatever comes after
     */
    Plan.Builder continued(Plan.Builder beginning, Remains remains, Runnable onceGone) {
        return beginning
                .then(end(remains, onceGone))
                .thenTogether(
                        "detach disks",
                        remains.drives(),
                        drive -> step("detach " + drive.name(), c -> disks.detach(drive.vdi(), drive.user())))
                .thenTogether(
                        "disconnect NICs",
                        remains.ports(),
                        port -> step("disconnect " + port.name(), c -> networks.detach(port.network(), port.nic())));
    }

    /** Ends the guest for good. Whatever fails then, what was attached for it is let go of. */
    Step end(Remains remains, Runnable onceGone) {
        return step("destroy domain", c -> {
                    hypervisor.destroy(remains.id());
                    onceGone.run();
                })
                .forGood()
                .undoneBy(c -> {
                    if (hypervisor.stateOf(remains.id()) == DomainState.ABSENT) {
                        remains.letGo(disks, networks);
                    }
                });
    }
}
