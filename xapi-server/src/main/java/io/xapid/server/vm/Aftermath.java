package io.xapid.server.vm;

import io.xapid.hypervisor.DomainState;
import io.xapid.model.store.Row;
import io.xapid.model.vm.OnCrash;
import io.xapid.model.vm.OnExit;
import io.xapid.model.vm.OnSoftReboot;
import io.xapid.model.vm.Vm;
import java.time.Duration;

/** What is to become of a guest that has ended by itself, as its settings say. */
enum Aftermath {
    /** It is off. */
    HALT,
    /** It is started again. */
    RESTART,
    /** What is left of it is kept for those who want to look. */
    PRESERVE;

    /** A guest that crashes sooner after its start than this would only crash again. */
    private static final Duration TOO_SOON = Duration.ofMinutes(2);

    /**
     * @param state how it ended
     * @param age how long ago it was started, by a clock that may have been set since
     */
    static Aftermath of(Row<Vm> vm, DomainState state, Duration age) {
        if (state == DomainState.POWERED_OFF) {
            return vm.get(Vm.ACTIONS_AFTER_SHUTDOWN) == OnExit.RESTART ? RESTART : HALT;
        }
        if (state == DomainState.SOFT_RESET) {
            return afterSoftReboot(vm.get(Vm.ACTIONS_AFTER_SOFTREBOOT));
        }
        Aftermath wanted = afterCrash(vm.get(Vm.ACTIONS_AFTER_CRASH));
        boolean isClockSetBack = age.isNegative(); // it is started again once, and then its age is known
        if (wanted == RESTART && !isClockSetBack && age.compareTo(TOO_SOON) < 0) {
            return HALT;
        }
        boolean nothingLeft = state != DomainState.CRASHED;
        return wanted == PRESERVE && nothingLeft ? HALT : wanted;
    }

    private static Aftermath afterSoftReboot(OnSoftReboot action) {
        return switch (action) {
            case DESTROY -> HALT;
            case RESTART, SOFT_REBOOT -> RESTART; // too late for what is asked for at the start of a guest
            case PRESERVE -> PRESERVE;
        };
    }

    private static Aftermath afterCrash(OnCrash action) {
        return switch (action) {
            case DESTROY, COREDUMP_AND_DESTROY -> HALT;
            case RESTART, COREDUMP_AND_RESTART, RENAME_RESTART -> RESTART;
            case PRESERVE -> PRESERVE;
        };
    }
}
