package io.xapid.server.network;

import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.Nic;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.server.job.Jobs;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away ports that are left over: a daemon that was killed at a bad moment may have made one for a guest that never
 * came, or that nobody knows any more.
 *
 * <p>Taken away is only what carries the mark of this daemon and a name that it gives, what no program has open, no domain
 * is made of, and no interface is said to be attached by. Each port is judged in the queue of its VM, between jobs, so one
 * that is made for a guest about to start is not mistaken. What cannot be told stays.
 */
final class PortSweep {
    private static final Logger log = LoggerFactory.getLogger(PortSweep.class);
    private static final Pattern NAME = Pattern.compile("(v[0-9a-f]{10}[.])([0-9]{1,3})");

    private final Store store;
    private final Ref<Host> here;
    private final HostNetworks networks;
    private final Jobs jobs;
    private final Hypervisor hypervisor;

    PortSweep(Store store, Ref<Host> here, HostNetworks networks, Jobs jobs, Hypervisor hypervisor) {
        this.store = store;
        this.here = here;
        this.networks = networks;
        this.jobs = jobs;
        this.hypervisor = hypervisor;
    }

    /** Begins, and goes on by itself. */
    void begin() {
        inQueueOf(here, () -> networks.idlePorts().forEach(this::sweep));
    }

    private void inQueueOf(Ref<?> subject, Runnable work) {
        CompletableFuture<Void> unused = jobs.between(subject, work).exceptionally(problem -> {
            log.warn("could not look at ports that may be left over", problem);
            return null;
        });
    }

    private void sweep(String port) {
        Matcher name = NAME.matcher(port);
        if (!name.matches()) {
            log.warn("port {} carries this daemon's mark and a name that it does not give: it stays", port);
            return;
        }
        List<Row<Vm>> owners = owners(store.snapshot(), name.group(1));
        Ref<?> queue = owners.isEmpty() ? here : owners.get(0).ref(); // what is no VM does not start meanwhile
        inQueueOf(queue, () -> judge(port, name.group(1), name.group(2)));
    }

    private void judge(String port, String guest, String device) {
        if (!networks.idlePorts().contains(port) || isOfADomain(port, guest) || isSaidToBeAttached(guest, device)) {
            return;
        }
        networks.unplug(port);
        log.info("removed port {}, which was left over", port);
    }

    /** Whether a domain is made of it, or may be: one that says nothing of itself is left alone. */
    private boolean isOfADomain(String port, String guest) {
        return hypervisor.list().stream()
                .filter(id -> GuestPorts.portsOf(id.toString()).equals(guest))
                .anyMatch(id ->
                        hypervisor.specOf(id).map(domain -> has(domain, port)).orElse(true));
    }

    private static boolean has(DomainSpec domain, String port) {
        return domain.nics().stream().map(Nic::attachment).anyMatch(new Nic.Attachment.Tap(port)::equals);
    }

    private boolean isSaidToBeAttached(String guest, String device) {
        Snapshot state = store.snapshot();
        return owners(state, guest).stream()
                .flatMap(vm -> vm.get(Vm.VIFS).stream())
                .flatMap(vif -> state.find(Vif.CLASS, vif).stream())
                .anyMatch(vif -> vif.get(Vif.DEVICE).equals(device) && vif.get(Vif.CURRENTLY_ATTACHED));
    }

    /** VMs whose ports would be called so: one, or none any more. */
    private static List<Row<Vm>> owners(Snapshot state, String guest) {
        return state.table(Vm.CLASS).stream()
                .filter(vm -> GuestPorts.portsOf(vm.get(Vm.UUID)).equals(guest))
                .toList();
    }
}
