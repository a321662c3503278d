package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.GuestSignals;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.VmId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Signals to guests of QEMU, by what its monitor presses: keys of the machine's keyboard, buttons, the NMI switch. */
final class QemuSignals implements GuestSignals {
    private static final Set<DomainState> RUNNING = EnumSet.of(DomainState.RUNNING);

    private final BiConsumer<VmId, Consumer<DomainLife>> verbs;

    /** @param verbs carries out a verb of one guest */
    QemuSignals(BiConsumer<VmId, Consumer<DomainLife>> verbs) {
        this.verbs = verbs;
    }

    @Override
    public void sysrq(VmId vm, char key) {
        GuestSignals.checkKey(vm, key);
        verbs.accept(vm, life -> {
            life.require("press SysRq at", RUNNING);
            press(life.domain(), "press SysRq and " + key, "alt", "sysrq", String.valueOf(key));
        });
    }

    @Override
    public void trigger(VmId vm, Trigger trigger) {
        verbs.accept(vm, life -> {
            life.require("send " + trigger + " to", RUNNING);
            give(life.domain(), trigger);
        });
    }

    private static void give(QemuDomain domain, Trigger trigger) {
        switch (trigger) {
            case NMI -> domain.command("send it an NMI", "inject-nmi", Map.of());
            case POWER -> domain.command("press the power button", "system_powerdown", Map.of());
            case SLEEP -> press(domain, "press the sleep key", "sleep"); // the machine has no such button
            case INIT ->
                throw new HypervisorException(
                        Reason.UNSUPPORTED, "guest %s: QEMU's monitor sends no INIT".formatted(domain.vm()));
        }
    }

    /** Presses keys all together, and lets them go. */
    static void press(QemuDomain domain, String doing, String... names) {
        List<Map<String, String>> keys = Stream.of(names)
                .map(name -> Map.of("type", "qcode", "data", name))
                .toList();
        domain.command(doing, "send-key", Map.of("keys", keys));
    }
}
