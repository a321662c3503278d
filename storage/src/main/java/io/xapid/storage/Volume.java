package io.xapid.storage;

import java.time.Instant;
import java.util.Optional;

/**
 * A volume as its repository has it.
 *
 * @param location the backend's name for it, unique in the repository: a file name, or the id
 * @param virtualBytes size as seen from inside
 * @param physicalBytes what it takes on the medium, without its ancestors
 * @param readOnly whether the backend refuses to attach it for writing
 * @param hidden whether it is only there because others are built on it; such a volume cannot be used by itself
 * @param parent the hidden volume it is built on
 * @param snapshotOf the volume whose past it keeps, which may be gone
 * @param snapshotTime when it was taken, if it is a snapshot
 */
public record Volume(
        VolumeId id,
        String location,
        VolumeLabels labels,
        long virtualBytes,
        long physicalBytes,
        boolean readOnly,
        boolean hidden,
        Optional<VolumeId> parent,
        Optional<VolumeId> snapshotOf,
        Optional<Instant> snapshotTime) {}
