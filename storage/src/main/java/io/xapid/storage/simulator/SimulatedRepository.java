package io.xapid.storage.simulator;

import io.xapid.storage.Access;
import io.xapid.storage.AttachedVolume;
import io.xapid.storage.ImageFormat;
import io.xapid.storage.NewVolume;
import io.xapid.storage.Repository;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.RepositoryStat;
import io.xapid.storage.Scan;
import io.xapid.storage.Sizes;
import io.xapid.storage.StorageException;
import io.xapid.storage.StorageException.Kind;
import io.xapid.storage.Transfer;
import io.xapid.storage.Uses;
import io.xapid.storage.Volume;
import io.xapid.storage.VolumeId;
import io.xapid.storage.VolumeLabels;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** A simulated repository, attached. A volume takes a little space of its own and never fills. */
final class SimulatedRepository implements Repository {
    private static final Sizes SIZES = new Sizes(4 << 10, 1L << 50);
    private static final long EMPTY_VOLUME_BYTES = 256 << 10;
    private static final int STEPS_OF_A_COPY = 10;

    private final RepositorySpec spec;
    private final SimulatedMedium medium;
    private final Uses uses = new Uses();
    private boolean closed;

    SimulatedRepository(RepositorySpec spec, SimulatedMedium medium) {
        this.spec = spec;
        this.medium = medium;
    }

    @Override
    public RepositorySpec spec() {
        return spec;
    }

    @Override
    public synchronized RepositoryStat stat() {
        checkOpen();
        long virtual = medium.volumes().stream().mapToLong(Volume::virtualBytes).sum();
        return new RepositoryStat(medium.capacityBytes(), medium.usedBytes(), virtual);
    }

    @Override
    public synchronized Scan scan() {
        checkOpen();
        return new Scan(medium.volumes(), List.of());
    }

    @Override
    public synchronized Volume create(NewVolume wanted) {
        checkOpen();
        return add(wanted.id(), wanted.labels(), SIZES.rounded(wanted.virtualBytes()), Optional.empty());
    }

    @Override
    public synchronized Volume snapshot(VolumeId of, VolumeId as, VolumeLabels labels) {
        return add(as, labels, unwritten(of).virtualBytes(), Optional.of(of));
    }

    @Override
    public synchronized Volume clone(VolumeId of, VolumeId as, VolumeLabels labels) {
        return add(as, labels, unwritten(of).virtualBytes(), Optional.empty());
    }

    @Override
    public Volume copy(AttachedVolume source, NewVolume wanted, Transfer transfer) {
        long bytes = SIZES.ofCopy(source, wanted.virtualBytes());
        pretendToCopy(transfer);
        synchronized (this) {
            checkOpen();
            return add(wanted.id(), wanted.labels(), bytes, Optional.empty());
        }
    }

    @Override
    public Volume fill(VolumeId volume, AttachedVolume source, Transfer transfer) {
        checkFillable(volume, source);
        pretendToCopy(transfer);
        return checkFillable(volume, source);
    }

    @Override
    public Volume patch(VolumeId volume, AttachedVolume source, AttachedVolume base, Transfer transfer) {
        return fill(volume, source, transfer);
    }

    private synchronized Volume checkFillable(VolumeId volume, AttachedVolume source) {
        Volume present = require(volume);
        uses.refuseIfUsed(volume);
        if (present.readOnly()) {
            throw new StorageException(Kind.READ_ONLY, "volume %s stays as it is".formatted(volume));
        }
        SIZES.ofCopy(source, present.virtualBytes());
        return present;
    }

    private static void pretendToCopy(Transfer transfer) {
        for (int step = 1; step <= STEPS_OF_A_COPY; step++) {
            transfer.check();
            transfer.report((double) step / STEPS_OF_A_COPY);
        }
    }

    @Override
    public synchronized Volume resize(VolumeId volume, long virtualBytes) {
        Volume present = require(volume);
        long bytes = SIZES.grown(volume, present.virtualBytes(), virtualBytes);
        uses.refuseIfUsed(volume);
        return medium.replace(changed(present, present.labels(), bytes));
    }

    @Override
    public synchronized Volume relabel(VolumeId volume, VolumeLabels labels) {
        Volume present = require(volume);
        return medium.replace(changed(present, labels, present.virtualBytes()));
    }

    @Override
    public synchronized void delete(VolumeId volume) {
        checkOpen();
        uses.refuseIfUsed(volume);
        medium.remove(volume);
    }

    @Override
    public synchronized AttachedVolume attach(VolumeId volume, String user, Access access) {
        Volume present = require(volume);
        if (access == Access.WRITE && present.readOnly()) {
            throw new StorageException(Kind.READ_ONLY, "volume %s stays as it is".formatted(volume));
        }
        uses.add(volume, user, access);
        Path path = Path.of("/simulated", spec.id().toString(), volume.toString());
        return new AttachedVolume(volume, path, ImageFormat.RAW, access == Access.READ, present.virtualBytes());
    }

    @Override
    public synchronized void detach(VolumeId volume, String user) {
        uses.remove(volume, user);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            medium.letGo();
        }
    }

    private Volume unwritten(VolumeId volume) {
        Volume present = require(volume);
        uses.refuseIfWritten(volume);
        return present;
    }

    private Volume require(VolumeId volume) {
        checkOpen();
        return medium.find(volume)
                .orElseThrow(() -> new StorageException(Kind.NOT_FOUND, "there is no volume " + volume));
    }

    private void checkOpen() {
        if (closed) {
            throw new StorageException(Kind.DETACHED, "repository %s is not attached".formatted(spec.id()));
        }
    }

    private Volume add(VolumeId id, VolumeLabels labels, long bytes, Optional<VolumeId> snapshotOf) {
        return medium.add(new Volume(
                id,
                id.toString(),
                labels,
                bytes,
                EMPTY_VOLUME_BYTES,
                snapshotOf.isPresent(),
                false,
                Optional.empty(),
                snapshotOf,
                snapshotOf.map(of -> Instant.now().truncatedTo(ChronoUnit.SECONDS))));
    }

    private static Volume changed(Volume volume, VolumeLabels labels, long virtualBytes) {
        return new Volume(
                volume.id(),
                volume.location(),
                labels,
                virtualBytes,
                volume.physicalBytes(),
                volume.readOnly(),
                volume.hidden(),
                volume.parent(),
                volume.snapshotOf(),
                volume.snapshotTime());
    }
}
