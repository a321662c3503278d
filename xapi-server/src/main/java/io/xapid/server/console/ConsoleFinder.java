package io.xapid.server.console;

import io.xapid.hypervisor.ConsoleEndpoints;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.VmId;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.model.vm.Console;
import io.xapid.model.vm.ConsoleProtocol;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmFailure;
import io.xapid.server.wire.HttpParameters;
import io.xapid.server.wire.Refusal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the console that a request names: {@code ref} or {@code uuid}, of a console or of a VM, whose screen is meant. */
final class ConsoleFinder {
    private static final Logger log = LoggerFactory.getLogger(ConsoleFinder.class);

    private final Store store;
    private final Ref<Host> here;
    private final Hypervisor hypervisor;

    ConsoleFinder(Store store, Ref<Host> here, Hypervisor hypervisor) {
        this.store = store;
        this.here = here;
        this.hypervisor = hypervisor;
    }

    /** @param console the one that was named, or the VM's first screen */
    record Found(Row<Vm> vm, Optional<Row<Console>> console) {
        boolean isOfControlDomain() {
            return vm.get(Vm.IS_CONTROL_DOMAIN);
        }
    }

    /** What the request names, whatever its state. */
    Found find(HttpParameters query) throws Refusal {
        Snapshot state = store.snapshot();
        Optional<String> ref = query.first("ref");
        Optional<String> uuid = query.first("uuid");
        if (ref.isEmpty() && uuid.isEmpty()) {
            throw Refusal.badRequest("ref or uuid must name a VM or a console");
        }
        Optional<Row<Vm>> vm = ref.isPresent()
                ? state.find(Vm.CLASS, Ref.of(ref.get()))
                : uuid.flatMap(state.table(Vm.CLASS)::findByUuid);
        if (vm.isPresent()) {
            return new Found(vm.get(), screenOf(state, vm.get()));
        }
        Row<Console> console = (ref.isPresent()
                        ? state.find(Console.CLASS, Ref.of(ref.get()))
                        : uuid.flatMap(state.table(Console.CLASS)::findByUuid))
                .orElseThrow(() -> Refusal.notFound("there is no such VM or console"));
        return new Found(
                state.find(Vm.CLASS, console.get(Console.VM))
                        .orElseThrow(() -> Refusal.notFound("the console's VM is gone")),
                Optional.of(console));
    }

    /** Where the console is reached. Only a guest that runs on this host can be watched. */
    Path backendOf(Found found) throws Refusal {
        Row<Vm> vm = found.vm();
        if (vm.get(Vm.POWER_STATE) != PowerState.RUNNING) {
            var why = VmFailure.BadPowerState.of(vm.ref(), Set.of(PowerState.RUNNING), vm.get(Vm.POWER_STATE));
            throw Refusal.failed(String.join(" ", why.description()));
        }
        if (!vm.get(Vm.RESIDENT_ON).equals(here)) {
            throw Refusal.failed("the VM runs on another host; its consoles' location says which");
        }
        ConsoleProtocol protocol = found.console()
                .map(console -> console.get(Console.PROTOCOL))
                .orElseThrow(() -> Refusal.notFound("the VM has no screen"));
        ConsoleEndpoints endpoints = found.isOfControlDomain() ? ConsoleEndpoints.NONE : endpointsOf(vm);
        Optional<Path> socket =
                switch (protocol) {
                    case RFB -> endpoints.rfbSocket();
                    case VT100 -> endpoints.serialSocket();
                    case RDP -> Optional.empty(); // the guest's own affair
                };
        return socket.orElseThrow(() -> Refusal.notFound("the console cannot be reached"));
    }

    private ConsoleEndpoints endpointsOf(Row<Vm> vm) {
        try {
            return hypervisor.consolesOf(VmId.of(vm.get(Vm.UUID)));
        } catch (HypervisorException problem) {
            log.warn("The consoles of VM {} cannot be found", vm.get(Vm.UUID), problem);
            return ConsoleEndpoints.NONE;
        }
    }

    private static Optional<Row<Console>> screenOf(Snapshot state, Row<Vm> vm) {
        return vm.get(Vm.CONSOLES).stream()
                .flatMap(ref -> state.find(Console.CLASS, ref).stream())
                .filter(console -> console.get(Console.PROTOCOL) == ConsoleProtocol.RFB)
                .findFirst();
    }
}
