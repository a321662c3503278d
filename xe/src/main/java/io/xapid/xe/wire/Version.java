package io.xapid.xe.wire;

/** A version of the thin protocol. */
public record Version(int major, int minor) {
    /** What this client speaks. */
    public static final Version OURS = new Version(0, 2);

    /** Whether a server of this version knows what a heartbeat is. */
    public boolean hasHeartbeats() {
        return minor >= 2;
    }

    @Override
    public String toString() {
        return Integer.toUnsignedString(major) + "." + Integer.toUnsignedString(minor);
    }
}
