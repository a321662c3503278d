package io.xapid.hypervisor;

/** Which consoles a guest has. */
public record Consoles(boolean graphical, boolean serial) {

    /** A screen and a serial line. */
    public static final Consoles BOTH = new Consoles(true, true);
}
