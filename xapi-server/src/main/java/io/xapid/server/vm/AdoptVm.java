package io.xapid.server.vm;

import static io.xapid.server.plan.Step.step;

import io.xapid.hypervisor.DomainSpec;
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

    private final Workshop on;

    AdoptVm(Workshop on) {
        this.on = on;
    }

    Plan.Builder plan(Blueprint guest) {
        return Plan.named("adopt VM").then(step("know its disks and networks", c -> adopt(guest)));
    }

    /** Only what the domain is made of: drives and interfaces may have been unplugged since the start. */
    void adopt(Blueprint guest) {
        DomainSpec domain = on.hypervisor().specOf(guest.id()).orElse(guest.bare());
        guest.drives().stream()
                .filter(drive -> !drive.isEmpty() && domain.disk(drive.slot()).isPresent())
                .forEach(drive -> leniently(
                        guest, drive.name(), () -> on.disks().attach(drive.vdi(), drive.user(), drive.readOnly())));
        guest.ports().stream()
                .filter(port -> domain.nic(port.nic().device()).isPresent())
                .forEach(port ->
                        leniently(guest, port.name(), () -> on.networks().attach(port.network(), port.nic())));
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
