package io.xapid.server.vm;

import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.Registration;
import io.xapid.hypervisor.VmId;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.vm.Vm;
import io.xapid.server.job.Jobs;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is written of this host's guests true to what they are: takes over guests that a former daemon has started,
 * and notices those that end, crash or restart by themselves.
 *
 * <p>It looks when the bridge says that someone should, and now and then all the same. A look takes its turn in the
 * queue of the VM, between jobs, so it never sees one half-done.
 */
public final class VmReconciler implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(VmReconciler.class);

    private final Workshop on;
    private final Jobs jobs;
    private final GuestLook look;
    private final Map<VmId, GuestLook.Reason> due = new ConcurrentHashMap<>();
    private final Registration attention;

    VmReconciler(Workshop on, Jobs jobs, GuestLook look) {
        this.on = on;
        this.jobs = jobs;
        this.look = look;
        this.attention = on.hypervisor().onAttention(id -> lookSoon(id, GuestLook.Reason.ATTENTION));
    }

    /** Takes over what runs. Called once, before calls come in, and after leftover jobs have taken their places. */
    public void adopt() {
        everyGuest().forEach(id -> lookSoon(id, GuestLook.Reason.FIRST_OF_THIS_DAEMON));
    }

    /** Looks at every guest of this host. Called every half minute or so. */
    public void lookAtAll() {
        everyGuest().forEach(id -> lookSoon(id, GuestLook.Reason.ROUTINE));
    }

    @Override
    public void close() {
        attention.close();
    }

    /** Guests that are here, and guests that are said to be. */
    private Set<VmId> everyGuest() {
        Set<VmId> all = ConcurrentHashMap.newKeySet();
        all.addAll(on.hypervisor().list());
        on.store().snapshot().table(Vm.CLASS).stream()
                .filter(vm -> vm.get(Vm.RESIDENT_ON).equals(on.here()) && !vm.get(Vm.IS_CONTROL_DOMAIN))
                .forEach(vm -> all.add(DomainSpecs.idOf(vm)));
        return all;
    }

    private void lookSoon(VmId id, GuestLook.Reason reason) {
        Optional<Ref<Vm>> vm = find(on.store().snapshot(), id).map(Row::ref);
        if (vm.isEmpty()) {
            lookAtStranger(id);
        } else if (isFirst(id, reason)) {
            jobs.between(vm.get(), () -> {
                        GuestLook.Reason why = due.remove(id); // before looking: what comes now deserves another look
                        look(vm.get(), id, why == null ? reason : why);
                    })
                    .exceptionally(problem -> {
                        log.warn("could not look at guest {}", id, problem);
                        return null;
                    });
        }
    }

    /** Notes why to look, and whether nobody else was about to. One look serves all, and does what the best reason asks. */
    private boolean isFirst(VmId id, GuestLook.Reason reason) {
        var first = new AtomicBoolean();
        due.compute(id, (any, waiting) -> {
            first.set(waiting == null);
            return waiting == null || reason.compareTo(waiting) < 0 ? reason : waiting;
        });
        return first.get();
    }

    private void look(Ref<Vm> vm, VmId id, GuestLook.Reason reason) {
        Row<Vm> row = on.store().snapshot().get(Vm.CLASS, vm);
        if (row == null) {
            lookAtStranger(id);
        } else {
            look.at(row, reason);
        }
    }

    /** A domain that no row knows: what has ended is swept away, and what runs is nobody's business to end. */
    private void lookAtStranger(VmId id) {
        try {
            if (on.hypervisor().stateOf(id).isEnded()) {
                on.hypervisor().destroy(id);
                log.info("removed what was left of guest {}, which no VM stands for", id);
            } else {
                log.warn("guest {} runs here, and no VM stands for it", id);
            }
        } catch (HypervisorException problem) {
            log.warn("could not look at guest {}, which no VM stands for", id, problem);
        }
    }

    private static Optional<Row<Vm>> find(Snapshot state, VmId id) {
        return state.table(Vm.CLASS).findByUuid(id.toString());
    }
}
