package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.GuestSignals;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.xen.libxl.LibxlException;
import io.xapid.hypervisor.xen.libxl.LibxlSignals;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Signals to guests of Xen: SysRq by word in xenstore, which reaches a guest that has drivers for Xen, the others by the
 * hypervisor itself.
 */
final class XenSignals implements GuestSignals {
    private static final Set<DomainState> RUNNING = EnumSet.of(DomainState.RUNNING);

    private final BiConsumer<VmId, Consumer<XenDomain>> verbs;

    /** @param verbs carries out a verb of one guest */
    XenSignals(BiConsumer<VmId, Consumer<XenDomain>> verbs) {
        this.verbs = verbs;
    }

    @Override
    public void sysrq(VmId vm, char key) {
        GuestSignals.checkKey(vm, key);
        verbs.accept(vm, domain -> {
            domain.require("press SysRq at", RUNNING);
            give(domain, "press SysRq and " + key, (signals, domid) -> signals.pressSysrq(domid, key));
        });
    }

    @Override
    public void trigger(VmId vm, Trigger trigger) {
        verbs.accept(vm, domain -> {
            String type = DomainConfig.typeOf(domain.require("send " + trigger + " to", RUNNING));
            objection(trigger, type).ifPresent(why -> {
                throw new HypervisorException(Reason.UNSUPPORTED, "guest %s: %s".formatted(vm, why));
            });
            give(domain, "send it " + trigger, signal(trigger));
        });
    }

    /**
     * Why guests of a type have no such signal. The hypervisor does not tell for buttons: it takes the press, and
     * nobody hears of it.
     */
    static Optional<String> objection(Trigger trigger, String type) {
        return switch (trigger) {
            case NMI -> Optional.empty();
            case INIT -> Optional.of("Xen sends no INIT to guests");
            case POWER, SLEEP ->
                type.equals(DomainConfig.HVM)
                        ? Optional.empty()
                        : Optional.of("only a whole machine has buttons, and it is a %s guest".formatted(type));
        };
    }

    /** Something for libxl to give to a domain. */
    private interface Signal {
        void give(LibxlSignals signals, int domid) throws LibxlException;
    }

    private static Signal signal(Trigger trigger) {
        return switch (trigger) {
            case NMI -> LibxlSignals::interrupt;
            case POWER -> LibxlSignals::pressPower;
            case SLEEP -> LibxlSignals::pressSleep;
            case INIT -> throw new IllegalArgumentException("there is none");
        };
    }

    private static void give(XenDomain domain, String doing, Signal signal) {
        int domid = new XenLife(domain).alive().domid();
        domain.libxl(doing, libxl -> {
            signal.give(libxl.signals(), domid);
            return true;
        });
    }
}
