package io.xapid.hypervisor.xen.libxl;

/** What is pressed at guests from outside. */
public final class LibxlSignals {
    /** Numbers of {@code libxl_trigger}, from {@code libxl_types.idl}. */
    private static final int POWER = 1;

    private static final int SLEEP = 2;
    private static final int NMI = 3;

    private static final int FIRST_VCPU = 0;

    private final LibxlContext libxl;

    LibxlSignals(LibxlContext libxl) {
        this.libxl = libxl;
    }

    /** Leaves word in xenstore that SysRq and a key of ASCII were pressed; libxl does not tell whether that went well. */
    public void pressSysrq(int domid, char key) throws LibxlException {
        libxl.check(libxl.library().sendSysrq(libxl.context(), domid, (byte) key), "press SysRq in domain " + domid);
    }

    /** Presses the power button of a machine. */
    public void pressPower(int domid) throws LibxlException {
        trigger(domid, POWER, "press the power button of domain " + domid);
    }

    /** Presses the button that has a machine sleep. */
    public void pressSleep(int domid) throws LibxlException {
        trigger(domid, SLEEP, "press the sleep button of domain " + domid);
    }

    /** Interrupts a guest's first processor with what cannot be masked. */
    public void interrupt(int domid) throws LibxlException {
        trigger(domid, NMI, "send an NMI to domain " + domid);
    }

    private void trigger(int domid, int number, String doing) throws LibxlException {
        libxl.check(libxl.library().sendTrigger(libxl.context(), domid, number, FIRST_VCPU, null), doing);
    }
}
