package io.xapid.storage.directory;

import io.xapid.storage.AttachedVolume;
import io.xapid.storage.QemuImg;
import io.xapid.storage.StorageException;
import io.xapid.storage.StorageException.Kind;
import io.xapid.storage.Transfer;
import io.xapid.storage.VolumeId;
import io.xapid.storage.directory.Images.Image;
import java.nio.file.Path;

/**
 * Turns one image into two that share their past.
 *
 * <pre>
 *   V          B (hidden, has the file that V had)
 *         ▶    ├── V (new, empty)
 *              └── the new volume (new, empty)
 * </pre>
 *
 * <p>Until the new V is renamed into place, V has its old file, which has a second name, B, that nothing needs. From then
 * on V is built on B. At no moment is something built on a file that can still be written.
 *
 * <p>An image that has not been written since it was forked is not forked again: the new volume becomes a sibling. That
 * keeps the chains of a template that is cloned a thousand times short.
 */
final class Forks {
    /** The longest chain: so many hidden images may be below a volume. */
    static final int MAX_ANCESTORS = 30;

    private final Layout layout;
    private final Images images;
    private final QemuImg qemuImg;
    private final DurableFiles files;

    Forks(Layout layout, Images images, QemuImg qemuImg, DurableFiles files) {
        this.layout = layout;
        this.images = images;
        this.qemuImg = qemuImg;
        this.files = files;
    }

    /** Makes {@code overlay} read as the image does now, whatever happens to the image later. It is yet to be synced. */
    void fork(Image image, Path overlay) {
        int ancestors = images.ancestors(image).size();
        long bytes = image.header().virtualBytes();
        if (image.parent().isPresent() && image.header().untouched()) {
            makeOverlay(overlay, image.parent().get(), bytes);
            return;
        }
        refuseIfTooLong(image, ancestors);
        VolumeId base = VolumeId.random();
        Path replacement = layout.temporary();
        try {
            makeOverlay(replacement, base, bytes);
            hideUnder(replacement, image, base);
        } finally {
            files.delete(replacement);
        }
        makeOverlay(overlay, base, bytes);
    }

    /**
     * Makes {@code overlay} hold those parts in which one volume differs from another. It is for {@link #putOnTop}, and
     * yet to be synced.
     */
    void makeDifference(Path overlay, AttachedVolume of, AttachedVolume from, long bytes, Transfer transfer) {
        files.aboutToChange();
        qemuImg.createOverlay(overlay, of, bytes);
        qemuImg.rebase(overlay, from, bytes, transfer);
    }

    /** Puts what {@code overlay} holds on top of an image, which reads so from now on. */
    void putOnTop(Path overlay, Image image) {
        refuseIfTooLong(image, images.ancestors(image).size());
        VolumeId base = VolumeId.random();
        files.aboutToChange();
        qemuImg.putOn(overlay, Layout.baseName(base));
        hideUnder(overlay, image, base);
    }

    private static void refuseIfTooLong(Image image, int ancestors) {
        if (ancestors >= MAX_ANCESTORS) {
            throw new StorageException(
                    Kind.CHAIN_TOO_LONG, "volume %s is built on %d others already".formatted(image.id(), ancestors));
        }
    }

    /** Puts {@code replacement}, which is built on {@code base}, in the place of the image, whose file becomes the base. */
    private void hideUnder(Path replacement, Image image, VolumeId base) {
        boolean replaced = false;
        try {
            files.sync(replacement);
            files.link(layout.image(image.id()), layout.base(base));
            files.syncFolder(layout.root());
            files.rename(replacement, layout.image(image.id()));
            replaced = true;
            files.syncFolder(layout.root());
        } finally {
            if (!replaced) {
                files.delete(layout.base(base));
            }
        }
    }

    private void makeOverlay(Path overlay, VolumeId base, long bytes) {
        files.aboutToChange();
        qemuImg.createOverlay(overlay, Layout.baseName(base), bytes);
    }
}
