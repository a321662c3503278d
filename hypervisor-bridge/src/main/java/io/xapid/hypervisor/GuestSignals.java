package io.xapid.hypervisor;

/**
 * Signals to running guests from outside, for those who look for a fault in one or get no answer from it. Verbs block and
 * fail as those of {@link Hypervisor} do. That a guest takes notice is not promised.
 */
public interface GuestSignals {

    /**
     * Presses Alt, SysRq and a key, by which a Linux tells of itself or does something about a fault. Which keys do
     * anything is up to the guest and its {@code kernel.sysrq}.
     *
     * @param key one for which {@link #isKey} holds
     */
    void sysrq(VmId vm, char key);

    /** Gives a signal of hardware. Fails with {@link HypervisorException.Reason#UNSUPPORTED} where guests have no such. */
    void trigger(VmId vm, Trigger trigger);

    /** Whether that is a key which SysRq can be followed by: a digit or a small letter of ASCII. */
    static boolean isKey(char key) {
        return (key >= '0' && key <= '9') || (key >= 'a' && key <= 'z');
    }

    /** Fails, for a bridge, unless SysRq can be followed by that key. */
    static void checkKey(VmId vm, char key) {
        if (!isKey(key)) {
            throw new HypervisorException(
                    HypervisorException.Reason.FAILED,
                    "guest %s: a key that follows SysRq is a digit or a small letter".formatted(vm));
        }
    }

    /** Signals of hardware. (The one that restarts a machine is {@link Hypervisor#reset}.) */
    enum Trigger {
        /** Interrupts what cannot be masked; guests that are set so panic, and write down what they were at. */
        NMI,
        /** Sends processors to their beginning, memory left as it is. */
        INIT,
        /** Presses the power button. */
        POWER,
        /** Presses the button that has the guest sleep. */
        SLEEP
    }
}
