package io.xapid.hypervisor;

import java.util.Optional;

/**
 * A drive of a guest.
 *
 * @param slot position, from 0; no two drives of a guest share one
 * @param kind disk or CD
 * @param medium what lies in it; only a CD drive may be empty
 * @param readOnly whether the guest may only read; true for every CD
 * @param bus how the guest sees it
 */
public record Disk(int slot, Kind kind, Optional<Medium> medium, boolean readOnly, Bus bus) {

    /** One more than the highest slot. */
    public static final int SLOTS = 255;

    public Disk {
        if (slot < 0 || slot >= SLOTS) {
            throw new IllegalArgumentException("no drive slot " + slot);
        }
        if (kind == Kind.DISK && medium.isEmpty()) {
            throw new IllegalArgumentException("disk " + slot + " has no medium");
        }
        readOnly |= kind == Kind.CDROM;
    }

    /** A disk that the guest may write. */
    public static Disk of(int slot, Medium medium) {
        return new Disk(slot, Kind.DISK, Optional.of(medium), false, Bus.PARAVIRTUAL);
    }

    /** A CD drive, with or without a disc. */
    public static Disk cdrom(int slot, Optional<Medium> medium) {
        return new Disk(slot, Kind.CDROM, medium, true, Bus.EMULATED);
    }

    /** The same disk, which the guest may only read. */
    public Disk asReadOnly() {
        return new Disk(slot, kind, medium, true, bus);
    }

    /** The same drive with something else in it. */
    public Disk withMedium(Optional<Medium> other) {
        return new Disk(slot, kind, other, readOnly, bus);
    }

    /** Disk or CD drive. */
    public enum Kind {
        DISK,
        CDROM
    }

    /** How the guest sees a drive. */
    public enum Bus {
        /** Fast, can be plugged while the guest runs; the guest needs a driver made for virtual machines. */
        PARAVIRTUAL,
        /** As an old, well-known controller that every guest can drive; few slots, fixed while the guest runs. */
        EMULATED
    }
}
