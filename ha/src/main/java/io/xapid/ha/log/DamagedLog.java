package io.xapid.ha.log;

/** What a state directory holds is not all that was promised to be in it. The message names file and damage. */
final class DamagedLog extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean partlyReadable;

    /** @param partlyReadable whether an intact beginning may be left */
    DamagedLog(String message, boolean partlyReadable) {
        super(message);
        this.partlyReadable = partlyReadable;
    }

    boolean isPartlyReadable() {
        return partlyReadable;
    }
}
