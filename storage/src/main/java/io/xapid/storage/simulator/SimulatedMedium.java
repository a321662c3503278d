package io.xapid.storage.simulator;

import io.xapid.storage.StorageException;
import io.xapid.storage.StorageException.Kind;
import io.xapid.storage.Volume;
import io.xapid.storage.VolumeId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a simulated repository keeps while no daemon has it attached. */
final class SimulatedMedium {
    private final long capacityBytes;
    private final Map<VolumeId, Volume> volumes = new LinkedHashMap<>();
    private boolean claimed;

    SimulatedMedium(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    synchronized void claim() {
        if (claimed) {
            throw new StorageException(Kind.IN_USE, "the repository is attached already");
        }
        claimed = true;
    }

    synchronized void letGo() {
        claimed = false;
    }

    long capacityBytes() {
        return capacityBytes;
    }

    synchronized long usedBytes() {
        return volumes.values().stream().mapToLong(Volume::physicalBytes).sum();
    }

    synchronized List<Volume> volumes() {
        return List.copyOf(volumes.values());
    }

    synchronized Optional<Volume> find(VolumeId id) {
        return Optional.ofNullable(volumes.get(id));
    }

    synchronized Volume add(Volume volume) {
        if (volumes.containsKey(volume.id())) {
            throw new StorageException(Kind.EXISTS, "there is a volume %s already".formatted(volume.id()));
        }
        if (usedBytes() + volume.physicalBytes() > capacityBytes) {
            throw new StorageException(
                    Kind.NO_SPACE,
                    "%d of %d bytes are used, %d more do not fit"
                            .formatted(usedBytes(), capacityBytes, volume.physicalBytes()));
        }
        volumes.put(volume.id(), volume);
        return volume;
    }

    synchronized Volume replace(Volume volume) {
        volumes.replace(volume.id(), volume);
        return volume;
    }

    synchronized void remove(VolumeId id) {
        volumes.remove(id);
    }
}
