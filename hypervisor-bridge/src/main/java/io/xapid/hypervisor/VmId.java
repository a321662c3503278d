package io.xapid.hypervisor;

import java.util.UUID;

/** Which guest: the uuid by which the guest, the hypervisor and the operator know it. */
public record VmId(UUID uuid) {

    /** Reads the usual text form; anything that is not a uuid is refused, so an id is always safe as a file name. */
    public static VmId of(String uuid) {
        var parsed = UUID.fromString(uuid);
        if (!parsed.toString().equalsIgnoreCase(uuid)) {
            throw new IllegalArgumentException("not a uuid in its full form"); // UUID.fromString takes "1-1-1-1-1"
        }
        return new VmId(parsed);
    }

    /** The uuid in lower case. */
    @Override
    public String toString() {
        return uuid.toString();
    }
}
