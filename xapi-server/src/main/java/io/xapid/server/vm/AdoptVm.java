package io.xapid.server.vm;

import static io.xapid.server.plan.Step.step;

import io.xapid.model.meta.Failure;
import io.xapid.server.plan.Plan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How storage and network, after a start of the daemon, come to know of a guest that runs already. What fails is logged
 * and no more, since the guest has what it needs.
 */
final class AdoptVm {
    private static final Logger log = LoggerFactory.getLogger(AdoptVm.class);

    private final DiskAccess disks;
    private final NetworkAccess networks;

    AdoptVm(DiskAccess disks, NetworkAccess networks) {
        this.disks = disks;
        this.networks = networks;
    }

    Plan.Builder plan(Blueprint guest) {
        return Plan.named("adopt VM").then(step("know its disks and networks", c -> adopt(guest)));
    }

    void adopt(Blueprint guest) {
        guest.drives().stream()
                .filter(drive -> !drive.isEmpty())
                .forEach(drive -> leniently(
                        guest, drive.name(), () -> disks.attach(drive.vdi(), drive.user(), drive.readOnly())));
        guest.ports().forEach(port -> leniently(guest, port.name(), () -> networks.attach(port.network(), port.nic())));
    }

    private static void leniently(Blueprint guest, String device, Runnable deed) {
        try {
            deed.run();
        } catch (Failure refusal) {
            log.warn("guest {} goes on with {} though it cannot be attached again: {}", guest.id(), device, refusal);
        } catch (RuntimeException problem) {
            log.warn("guest {} goes on with {} though it cannot be attached again", guest.id(), device, problem);
        }
    }
}
