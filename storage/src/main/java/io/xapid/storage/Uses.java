package io.xapid.storage;

import io.xapid.storage.StorageException.Kind;
import java.util.HashMap;
import java.util.Map;

/** For backends: who uses which volume, as far as this daemon has been told. Many may read, or one may write. */
public final class Uses {
    private final Map<VolumeId, Map<String, Access>> users = new HashMap<>();

    /** Lets somebody use a volume, or fails with IN_USE. Who uses it already may change what for. */
    public synchronized void add(VolumeId volume, String user, Access access) {
        Map<String, Access> others = new HashMap<>(users.getOrDefault(volume, Map.of()));
        others.remove(user);
        if (!others.isEmpty() && (access == Access.WRITE || others.containsValue(Access.WRITE))) {
            throw inUse(volume, others);
        }
        users.computeIfAbsent(volume, v -> new HashMap<>()).put(user, access);
    }

    /** Somebody uses a volume no longer, if ever. */
    public synchronized void remove(VolumeId volume, String user) {
        users.computeIfPresent(volume, (v, of) -> {
            of.remove(user);
            return of.isEmpty() ? null : of;
        });
    }

    public synchronized boolean isUsed(VolumeId volume) {
        return users.containsKey(volume);
    }

    /** Fails if anybody uses the volume. */
    public synchronized void refuseIfUsed(VolumeId volume) {
        if (users.containsKey(volume)) {
            throw inUse(volume, users.get(volume));
        }
    }

    /** Fails if somebody may write to the volume. */
    public synchronized void refuseIfWritten(VolumeId volume) {
        Map<String, Access> of = users.getOrDefault(volume, Map.of());
        if (of.containsValue(Access.WRITE)) {
            throw inUse(volume, of);
        }
    }

    private static StorageException inUse(VolumeId volume, Map<String, Access> users) {
        return new StorageException(Kind.IN_USE, "volume %s is used by %s".formatted(volume, users.keySet()));
    }
}
