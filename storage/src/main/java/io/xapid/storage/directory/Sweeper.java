package io.xapid.storage.directory;

import io.xapid.storage.VolumeId;
import io.xapid.storage.directory.Images.Contents;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Clears away what a killed daemon left: temporaries that nobody works on, labels without an image, and hidden images
 * that no other is built on. Touches nothing that this backend did not make. Needs the repository's lock.
 */
final class Sweeper {
    private final Layout layout;
    private final Images images;
    private final DurableFiles files;

    Sweeper(Layout layout, Images images, DurableFiles files) {
        this.layout = layout;
        this.images = images;
        this.files = files;
    }

    /** @param busy temporaries that somebody works on */
    void sweep(Contents contents, Set<Path> busy) {
        contents.temporaries().stream()
                .filter(temporary -> !busy.contains(temporary))
                .forEach(files::delete);
        for (VolumeId id : contents.sidecars()) {
            if (!Files.exists(layout.image(id), LinkOption.NOFOLLOW_LINKS)) {
                files.delete(layout.sidecar(id));
            }
        }
        Set.copyOf(contents.bases().keySet()).forEach(base -> collect(contents, Optional.of(base)));
    }

    /** Removes a hidden image if nothing is built on it any more, and then its ancestors likewise. */
    void collect(Optional<VolumeId> base) {
        if (base.isPresent() && collect(images.read(), base)) {
            files.syncFolder(layout.root());
        }
    }

    private boolean collect(Contents contents, Optional<VolumeId> base) {
        if (!contents.unreadable().isEmpty()) {
            return false; // what cannot be read may be built on any of them
        }
        boolean collected = false;
        var seen = new HashSet<VolumeId>();
        for (var next = base; next.isPresent() && seen.add(next.get()); ) {
            var image = contents.bases().get(next.get());
            if (image == null || contents.childrenOf(next.get()) > 0) {
                break;
            }
            files.delete(layout.base(next.get()));
            contents.bases().remove(next.get());
            collected = true;
            next = image.parent();
        }
        return collected;
    }
}
