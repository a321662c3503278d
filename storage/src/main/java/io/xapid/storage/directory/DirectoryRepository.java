package io.xapid.storage.directory;

import io.xapid.storage.Access;
import io.xapid.storage.AttachedVolume;
import io.xapid.storage.Folders;
import io.xapid.storage.ImageFormat;
import io.xapid.storage.NewVolume;
import io.xapid.storage.QemuImg;
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
import io.xapid.storage.directory.Images.Contents;
import io.xapid.storage.directory.Images.Image;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;

/**
 * A folder of QCOW2 images, attached.
 *
 * <p>New content is made under a temporary name and renamed into place as the last act, under one lock for the folder;
 * what takes long is done before, outside the lock.
 */
final class DirectoryRepository implements Repository {
    /** Whole clusters; and a full image of the largest size, with its tables, is below 16 TiB, ext4's largest file. */
    private static final Sizes SIZES = new Sizes(64 << 10, 15L << 40);

    private final RepositorySpec spec;
    private final Layout layout;
    private final QemuImg qemuImg;
    private final DurableFiles files;
    private final Images images;
    private final Sweeper sweeper;
    private final Forks forks;
    private final Runnable release;
    private final Uses uses = new Uses();
    private final Set<Path> busy = ConcurrentHashMap.newKeySet();
    private final FolderLock lock = new FolderLock();
    private final Sidecars sidecars;
    private final Merger merger;

    /** @param release lets go of the folder, once */
    DirectoryRepository(RepositorySpec spec, Layout layout, QemuImg qemuImg, DurableFiles files, Runnable release) {
        this.spec = spec;
        this.layout = layout;
        this.qemuImg = qemuImg;
        this.files = files;
        this.images = new Images(layout);
        this.sweeper = new Sweeper(layout, images, files);
        this.forks = new Forks(layout, images, qemuImg, files);
        this.sidecars = new Sidecars(layout, files);
        this.merger = new Merger(layout, images, qemuImg, files, uses, lock);
        this.release = release;
    }

    @Override
    public RepositorySpec spec() {
        return spec;
    }

    @Override
    public RepositoryStat stat() {
        return lock.exclusively(() -> {
            long seen = images.read().volumes().values().stream()
                    .mapToLong(image -> image.header().virtualBytes())
                    .sum();
            return Folders.fill(layout.root(), seen);
        });
    }

    @Override
    public Scan scan() {
        return lock.exclusively(() -> {
            Contents contents = images.read();
            sweeper.sweep(contents, busy);
            var remarks = new ArrayList<>(contents.unreadable());
            contents.foreign()
                    .forEach(name -> remarks.add("%s is not part of the repository".formatted(Folders.quoted(name))));
            var volumes = new ArrayList<Volume>();
            contents.volumes().values().forEach(image -> volumes.add(describe(image, remarks)));
            contents.bases().values().forEach(image -> volumes.add(describe(image, remarks)));
            contents.volumes().values().forEach(image -> remarkOnMissing(image, contents, remarks));
            volumes.sort(Comparator.comparing(volume -> volume.id().toString()));
            return new Scan(volumes, remarks);
        });
    }

    private static void remarkOnMissing(Image image, Contents contents, List<String> remarks) {
        image.parent()
                .filter(parent -> !contents.bases().containsKey(parent))
                .ifPresent(parent -> remarks.add("volume %s cannot be used: %s, on which it is built, is missing"
                        .formatted(image.id(), parent)));
    }

    @Override
    public Volume create(NewVolume wanted) {
        long bytes = SIZES.rounded(wanted.virtualBytes());
        Path temporary = layout.temporary();
        return making(wanted.id(), temporary, () -> {
            qemuImg.create(temporary, bytes);
            files.sync(temporary);
            return commit(temporary, wanted.id(), Sidecar.writable(wanted.labels()));
        });
    }

    @Override
    public Volume copy(AttachedVolume source, NewVolume wanted, Transfer transfer) {
        long bytes = SIZES.rounded(wanted.virtualBytes());
        if (bytes < source.virtualBytes()) {
            throw new StorageException(
                    Kind.INVALID, "a volume of %d bytes cannot hold %d bytes".formatted(bytes, source.virtualBytes()));
        }
        Path temporary = layout.temporary();
        return making(wanted.id(), temporary, () -> {
            convert(source, temporary, bytes, transfer);
            return commit(temporary, wanted.id(), Sidecar.writable(wanted.labels()));
        });
    }

    private void convert(AttachedVolume source, Path temporary, long bytes, Transfer transfer) {
        qemuImg.convert(source, temporary, transfer);
        if (bytes != source.virtualBytes()) {
            files.aboutToChange();
            qemuImg.resize(temporary, bytes);
        }
        files.sync(temporary);
        transfer.check();
    }

    @Override
    public Volume fill(VolumeId volume, AttachedVolume source, Transfer transfer) {
        return refill(
                volume,
                source,
                (temporary, bytes) -> convert(source, temporary, bytes, transfer),
                (temporary, present) -> {
                    files.rename(temporary, layout.image(volume));
                    files.syncFolder(layout.root());
                    sweeper.collect(present.parent());
                });
    }

    @Override
    public Volume patch(VolumeId volume, AttachedVolume source, AttachedVolume base, Transfer transfer) {
        return refill(
                volume,
                source,
                (temporary, bytes) -> {
                    forks.makeDifference(temporary, source, base, bytes, transfer);
                    transfer.check();
                },
                forks::putOnTop);
    }

    /**
     * @param making makes the new content in a file of its own, which may take long; told how large it is
     * @param taking puts that file in the volume's place, or on top of it
     */
    private Volume refill(
            VolumeId volume, AttachedVolume source, ObjLongConsumer<Path> making, BiConsumer<Path, Image> taking) {
        Path temporary = layout.temporary();
        return with(temporary, () -> {
            long bytes = SIZES.ofCopy(
                    source,
                    exclusivelyOn(volume, () -> fillable(volume)).header().virtualBytes());
            files.aboutToChange();
            making.accept(temporary, bytes);
            return exclusivelyOn(volume, () -> {
                Image present = fillable(volume); // it may have changed meanwhile
                if (present.header().virtualBytes() != bytes) {
                    throw new StorageException(Kind.IN_USE, "volume %s was resized meanwhile".formatted(volume));
                }
                taking.accept(temporary, present);
                return describe(images.require(volume));
            });
        });
    }

    private Image fillable(VolumeId volume) {
        Image image = images.require(volume);
        refuseIfUsedAnywhere(volume);
        refuseIfReadOnly(volume);
        return image;
    }

    private void refuseIfReadOnly(VolumeId volume) {
        if (sidecars.read(volume).readOnly()) {
            throw new StorageException(Kind.READ_ONLY, "volume %s is a snapshot and stays as it is".formatted(volume));
        }
    }

    private Volume making(VolumeId id, Path temporary, Supplier<Volume> work) {
        return with(temporary, () -> {
            lock.exclusively(() -> {
                refuseIfTaken(id); // early, so that nothing is made in vain; commit looks again
                return id;
            });
            files.aboutToChange();
            return work.get();
        });
    }

    /** Does work on a temporary of its own, and sees to it that none is left. */
    private <T> T with(Path temporary, Supplier<T> work) {
        lock.exclusively(() -> busy.add(temporary));
        try {
            return work.get();
        } finally {
            busy.remove(temporary);
            files.delete(temporary);
        }
    }

    private Volume commit(Path temporary, VolumeId id, Sidecar sidecar) {
        return lock.exclusively(() -> {
            refuseIfTaken(id);
            sidecars.write(id, sidecar);
            files.rename(temporary, layout.image(id));
            files.syncFolder(layout.root());
            return describe(images.require(id));
        });
    }

    @Override
    public Volume snapshot(VolumeId of, VolumeId as, VolumeLabels labels) {
        return fork(of, as, Sidecar.snapshot(labels, of, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
    }

    @Override
    public Volume clone(VolumeId of, VolumeId as, VolumeLabels labels) {
        return fork(of, as, Sidecar.writable(labels));
    }

    private Volume fork(VolumeId of, VolumeId as, Sidecar sidecar) {
        return exclusivelyOn(of, () -> {
            Image image = images.require(of);
            refuseIfTaken(as);
            uses.refuseIfWritten(of);
            if (!uses.isUsed(of)) {
                images.refuseIfOpenElsewhere(of);
            }
            Path overlay = layout.temporary();
            try {
                forks.fork(image, overlay);
                files.sync(overlay);
                return commit(overlay, as, sidecar);
            } finally {
                files.delete(overlay);
            }
        });
    }

    @Override
    public Volume resize(VolumeId volume, long virtualBytes) {
        return exclusivelyOn(volume, () -> {
            Image image = images.require(volume);
            long present = image.header().virtualBytes();
            long bytes = SIZES.grown(volume, present, virtualBytes);
            refuseIfUsedAnywhere(volume);
            if (bytes > present) {
                files.aboutToChange();
                qemuImg.resize(layout.image(volume), bytes);
                files.sync(layout.image(volume));
            }
            return describe(images.require(volume));
        });
    }

    @Override
    public Volume relabel(VolumeId volume, VolumeLabels labels) {
        return lock.exclusively(() -> {
            Image image = images.require(volume);
            sidecars.write(volume, sidecars.read(volume).with(labels));
            files.syncFolder(layout.root());
            return describe(image);
        });
    }

    @Override
    public void delete(VolumeId volume) {
        exclusivelyOn(volume, () -> {
            if (images.isBase(volume)) {
                throw new StorageException(
                        Kind.IN_USE, "volume %s is hidden: it goes when nothing is built on it".formatted(volume));
            }
            if (!Files.exists(layout.image(volume), LinkOption.NOFOLLOW_LINKS)) {
                files.delete(layout.sidecar(volume));
                return volume;
            }
            refuseIfUsedAnywhere(volume);
            Optional<VolumeId> parent = parentOfDying(volume);
            files.delete(layout.image(volume));
            files.delete(layout.sidecar(volume));
            files.syncFolder(layout.root());
            sweeper.collect(parent);
            return volume;
        });
    }

    /** A damaged image can be deleted too; what it was built on stays. */
    private Optional<VolumeId> parentOfDying(VolumeId volume) {
        try {
            return images.require(volume).parent();
        } catch (StorageException damaged) {
            return Optional.empty();
        }
    }

    @Override
    public AttachedVolume attach(VolumeId volume, String user, Access access) {
        return exclusivelyOn(volume, () -> {
            Image image = images.require(volume);
            images.ancestors(image); // QEMU will open them all: each must be there, and ours
            if (access == Access.WRITE) {
                refuseIfReadOnly(volume);
            }
            uses.add(volume, user, access);
            return new AttachedVolume(
                    volume,
                    layout.image(volume),
                    ImageFormat.QCOW2,
                    access == Access.READ,
                    image.header().virtualBytes());
        });
    }

    @Override
    public void detach(VolumeId volume, String user) {
        uses.remove(volume, user);
    }

    @Override
    public void tidy(Transfer transfer) {
        merger.mergeAll(transfer);
    }

    @Override
    public void close() {
        lock.close(release);
    }

    /** Work on one volume, whose merging can wait. */
    private <T> T exclusivelyOn(VolumeId volume, Supplier<T> work) {
        return lock.exclusively(() -> {
            merger.callOffFor(volume);
            return work.get();
        });
    }

    private void refuseIfTaken(VolumeId id) {
        if (Files.exists(layout.image(id), LinkOption.NOFOLLOW_LINKS) || images.isBase(id)) {
            throw new StorageException(Kind.EXISTS, "there is a volume %s already".formatted(id));
        }
    }

    private void refuseIfUsedAnywhere(VolumeId volume) {
        uses.refuseIfUsed(volume);
        images.refuseIfOpenElsewhere(volume);
    }

    private Volume describe(Image image) {
        return describe(image, new ArrayList<>());
    }

    private Volume describe(Image image, List<String> remarks) {
        Sidecar sidecar = image.base() ? Sidecar.BLANK : sidecars.read(image.id(), remarks);
        return new Volume(
                image.id(),
                image.id().toString(),
                sidecar.labels(),
                image.header().virtualBytes(),
                image.fileBytes(),
                image.base() || sidecar.readOnly(),
                image.base(),
                image.parent(),
                sidecar.snapshotOf(),
                sidecar.snapshotTime());
    }
}
