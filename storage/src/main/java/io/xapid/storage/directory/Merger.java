package io.xapid.storage.directory;

import io.xapid.storage.QemuImg;
import io.xapid.storage.StorageException;
import io.xapid.storage.StorageException.Kind;
import io.xapid.storage.Transfer;
import io.xapid.storage.Uses;
import io.xapid.storage.VolumeId;
import io.xapid.storage.directory.Images.Contents;
import io.xapid.storage.directory.Images.Image;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Merges a hidden image with its only child, which is all that it is there for.
 *
 * <pre>
 *   P (hidden) ── X ── ...        ▶        X (has the file that P had) ── ...
 * </pre>
 *
 * <p>What X holds is written into P, and then P takes the name of X. Whatever stops this in between does no harm: what
 * has been written into P already reads the same through X, and nothing else is built on P.
 *
 * <p>Merging takes long, so it is done outside the folder's lock, one pair at a time, and whoever needs a volume that it
 * concerns calls it off.
 */
final class Merger {
    private final Layout layout;
    private final Images images;
    private final QemuImg qemuImg;
    private final DurableFiles files;
    private final Uses uses;
    private final FolderLock lock;
    private @Nullable Merge current;

    Merger(Layout layout, Images images, QemuImg qemuImg, DurableFiles files, Uses uses, FolderLock lock) {
        this.layout = layout;
        this.images = images;
        this.qemuImg = qemuImg;
        this.files = files;
        this.uses = uses;
        this.lock = lock;
    }

    /**
     * One pair being merged.
     *
     * @param concerned the volumes that read through the pair
     */
    private record Merge(Image child, VolumeId parent, Set<VolumeId> concerned, Transfer transfer) {}

    /** Merges whatever can be merged now. Progress is told pair by pair. */
    void mergeAll(Transfer transfer) {
        var tried = new HashSet<VolumeId>();
        for (Optional<Merge> next = begin(tried); next.isPresent(); next = begin(tried)) {
            Merge merge = next.get();
            tried.add(merge.parent());
            try (var registration =
                    transfer.whenCancelled(() -> merge.transfer().cancel())) {
                qemuImg.commit(path(merge.child()), merge.child().header().virtualBytes(), merge.transfer());
                lock.exclusively(() -> finish(merge));
            } catch (StorageException e) {
                transfer.check();
                if (e.kind() != Kind.CANCELLED || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            } finally {
                lock.always(() -> current = null);
            }
        }
        transfer.report(1);
    }

    /** Within the lock: if a volume is concerned by what is going on, calls that off and waits until it is. */
    void callOffFor(VolumeId volume) {
        Merge merge = current;
        if (merge != null && merge.concerned().contains(volume)) {
            merge.transfer().cancel();
            lock.awaitThat(() -> !merge.equals(current));
        }
    }

    private Optional<Merge> begin(Set<VolumeId> tried) {
        return lock.exclusively(() -> {
            if (current != null) {
                return Optional.empty();
            }
            Contents contents = images.read();
            if (!contents.unreadable().isEmpty()) {
                return Optional.empty(); // one of those may be built on any of the others
            }
            Optional<Merge> found = Stream.concat(
                            contents.volumes().values().stream(), contents.bases().values().stream())
                    .flatMap(image -> candidate(image, contents).stream())
                    .filter(merge -> !tried.contains(merge.parent()))
                    .min(Comparator.comparingLong(merge -> merge.child().fileBytes()));
            current = found.orElse(null);
            found.ifPresent(merge -> files.aboutToChange());
            return found;
        });
    }

    private Optional<Merge> candidate(Image image, Contents contents) {
        Optional<VolumeId> parent =
                image.parent().filter(contents.bases()::containsKey).filter(base -> contents.childrenOf(base) == 1);
        if (parent.isEmpty()) {
            return Optional.empty();
        }
        Set<VolumeId> concerned = volumesOn(image, contents);
        boolean used = concerned.stream().anyMatch(uses::isUsed)
                || images.isOpenElsewhere(path(image))
                || images.isOpenElsewhere(layout.base(parent.get()));
        return used ? Optional.empty() : Optional.of(new Merge(image, parent.get(), concerned, Transfer.unwatched()));
    }

    /** The volume that an image is, or those that are built on it. */
    private static Set<VolumeId> volumesOn(Image image, Contents contents) {
        var found = new HashSet<VolumeId>();
        var left = new ArrayDeque<>(List.of(image));
        var seen = new HashSet<Image>();
        for (Image next = left.poll(); next != null; next = left.poll()) {
            if (!seen.add(next)) {
                continue;
            }
            if (!next.base()) {
                found.add(next.id());
                continue;
            }
            VolumeId base = next.id();
            Stream.concat(contents.volumes().values().stream(), contents.bases().values().stream())
                    .filter(child -> child.parent().equals(Optional.of(base)))
                    .forEach(left::add);
        }
        return Set.copyOf(found);
    }

    private boolean finish(Merge merge) {
        merge.transfer().check();
        Path parent = layout.base(merge.parent());
        files.sync(parent);
        files.rename(parent, path(merge.child()));
        files.syncFolder(layout.root());
        return true;
    }

    private Path path(Image image) {
        return image.base() ? layout.base(image.id()) : layout.image(image.id());
    }
}
