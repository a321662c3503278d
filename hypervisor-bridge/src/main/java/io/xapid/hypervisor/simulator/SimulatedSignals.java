package io.xapid.hypervisor.simulator;

import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.GuestSignals;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.VmId;
import java.util.Set;

/** Signals to imagined guests, which do as a Linux does that is set to obey all SysRq keys. */
final class SimulatedSignals implements GuestSignals {
    private static final Set<DomainState> RUNNING = Set.of(DomainState.RUNNING);

    private final SimulatedHost host;
    private final SimulatedMigration.Verbs verbs;

    SimulatedSignals(SimulatedHost host, SimulatedMigration.Verbs verbs) {
        this.host = host;
        this.verbs = verbs;
    }

    @Override
    public void sysrq(VmId vm, char key) {
        GuestSignals.checkKey(vm, key);
        give(vm, "sysrq " + key);
        switch (key) {
            case 'b' -> host.reboot(vm);
            case 'c' -> host.crash(vm);
            case 'o' -> host.powerOff(vm);
            default -> {
                // it only tells of itself
            }
        }
    }

    @Override
    public void trigger(VmId vm, Trigger trigger) {
        if (trigger == Trigger.INIT) {
            throw new HypervisorException(Reason.UNSUPPORTED, "guest " + vm + ": imagined processors have no INIT");
        }
        give(vm, trigger.name());
        if (trigger == Trigger.POWER) {
            host.powerOff(vm);
        }
    }

    private void give(VmId vm, String signal) {
        verbs.change(Verb.SIGNAL, vm, "send " + signal + " to", RUNNING, domain -> domain.signalled(signal));
    }
}
