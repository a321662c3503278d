package io.xapid.hypervisor;

/** What a hypervisor below the host's own system says of itself, and its keyboard, for those who look for a fault. */
public interface HypervisorConsole {
    /** Most bytes of what is told. */
    int LONGEST = 4 << 20;

    /**
     * What it has said lately, in lines of printable text.
     *
     * @param clear whether it is to forget it
     */
    String messages(boolean clear);

    /**
     * Presses keys that have the hypervisor tell of itself, or do something about a fault.
     *
     * @param keys such as {@link #areKeys} knows, pressed in their order; what each does is the hypervisor's own
     */
    void press(String keys);

    /** Whether a text is 1 to 32 keys: printable characters of ASCII. */
    static boolean areKeys(String text) {
        return text.matches("[ -~]{1,32}");
    }
}
