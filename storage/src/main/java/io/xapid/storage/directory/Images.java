package io.xapid.storage.directory;

import io.xapid.storage.Folders;
import io.xapid.storage.StorageException;
import io.xapid.storage.StorageException.Kind;
import io.xapid.storage.VolumeId;
import io.xapid.storage.directory.Layout.Name;
import io.xapid.storage.directory.Layout.Role;
import io.xapid.storage.format.Qcow2Header;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The images in a repository's folder, read anew each time: the folder is the only truth. */
final class Images {
    /** Far above what a chain of ours can be: a longer one goes in circles. */
    private static final int ENDLESS = 256;

    private static final int MAX_ENTRIES = 200_000;

    /** The bytes on which QEMU and its tools hold locks while they have an image open. */
    private static final long QEMU_LOCKS_FROM = 100;

    private static final long QEMU_LOCKS = 200;

    private final Layout layout;

    Images(Layout layout) {
        this.layout = layout;
    }

    /** One image: a volume, or a hidden one that others are built on. */
    record Image(VolumeId id, boolean base, long fileBytes, Qcow2Header header, Optional<VolumeId> parent) {}

    /**
     * All that is in the folder.
     *
     * @param unreadable images of which nobody can say what they are built on
     */
    record Contents(
            Map<VolumeId, Image> volumes,
            Map<VolumeId, Image> bases,
            List<VolumeId> sidecars,
            List<Path> temporaries,
            List<String> unreadable,
            List<String> foreign) {

        long childrenOf(VolumeId base) {
            return childrenOf(volumes, base) + childrenOf(bases, base);
        }

        private static long childrenOf(Map<VolumeId, Image> images, VolumeId base) {
            return images.values().stream()
                    .filter(image -> image.parent().filter(base::equals).isPresent())
                    .count();
        }
    }

    /** The volume of that id, if there is one. */
    Optional<Image> find(VolumeId id) {
        return Files.exists(layout.image(id), LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(load(id, false))
                : Optional.empty();
    }

    /** The volume of that id, or a failure that says why not. */
    Image require(VolumeId id) {
        return find(id).orElseThrow(() -> isBase(id)
                ? new StorageException(Kind.IN_USE, "volume %s is hidden: others are built on it".formatted(id))
                : new StorageException(Kind.NOT_FOUND, "there is no volume " + id));
    }

    boolean isBase(VolumeId id) {
        return Files.exists(layout.base(id), LinkOption.NOFOLLOW_LINKS);
    }

    /** The hidden images that an image is built on, nearest first; fails if one of them is missing or damaged. */
    List<Image> ancestors(Image image) {
        var found = new ArrayList<Image>();
        for (var next = image.parent(); next.isPresent(); ) {
            if (found.size() > ENDLESS) {
                throw new StorageException(Kind.CORRUPT, "volume %s is built on itself".formatted(image.id()));
            }
            Image ancestor = load(next.get(), true);
            found.add(ancestor);
            next = ancestor.parent();
        }
        return found;
    }

    /** Fails while another process, such as a guest's QEMU, has the volume open. */
    void refuseIfOpenElsewhere(VolumeId volume) {
        Path image = layout.image(volume);
        if (Files.isRegularFile(image, LinkOption.NOFOLLOW_LINKS) && isOpenElsewhere(image)) {
            throw new StorageException(Kind.IN_USE, "volume %s is open in another process".formatted(volume));
        }
    }

    /** Whether a process, such as a guest's QEMU, has the image open. This process does not count. */
    boolean isOpenElsewhere(Path image) {
        try (var file = FileChannel.open(
                        image, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                var lock = file.tryLock(QEMU_LOCKS_FROM, QEMU_LOCKS, false)) {
            return lock == null;
        } catch (OverlappingFileLockException otherThread) {
            return true;
        } catch (IOException e) {
            throw StorageException.of("cannot tell whether %s is in use".formatted(image), e);
        }
    }

    /** Reads the whole folder. */
    Contents read() {
        var contents = new Contents(
                new HashMap<>(),
                new HashMap<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        Folders.entries(layout.root(), MAX_ENTRIES).forEach(entry -> sort(entry, contents));
        return contents;
    }

    private void sort(Path entry, Contents contents) {
        String name = String.valueOf(entry.getFileName());
        if (entry.equals(layout.marker()) || entry.equals(layout.lock()) || name.equals("lost+found")) {
            return;
        }
        if (Layout.isTemporary(name)) {
            contents.temporaries().add(entry);
            return;
        }
        Optional<Name> parsed = Layout.parse(name);
        if (parsed.isEmpty()) {
            contents.foreign().add(name);
        } else if (parsed.get().role() == Role.SIDECAR) {
            contents.sidecars().add(parsed.get().id());
        } else {
            boolean base = parsed.get().role() == Role.BASE;
            try {
                Image image = load(parsed.get().id(), base);
                (base ? contents.bases() : contents.volumes()).put(image.id(), image);
            } catch (StorageException e) {
                contents.unreadable().add(String.valueOf(e.getMessage()));
            }
        }
    }

    private Image load(VolumeId id, boolean base) {
        Path path = base ? layout.base(id) : layout.image(id);
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageException(
                    Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? Kind.CORRUPT : Kind.NOT_FOUND,
                    "%s is not a file".formatted(path));
        }
        try (var file = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            Qcow2Header header = Qcow2Header.read(file);
            if (!header.plain()) {
                throw new IOException("part of its content is elsewhere or encrypted");
            }
            return new Image(id, base, file.size(), header, parent(header));
        } catch (IOException e) {
            throw new StorageException(Kind.CORRUPT, "%s: %s".formatted(path, e.getMessage()), e);
        }
    }

    /** An image may only be built on one beside it: the name comes from the file, and QEMU opens whatever it says. */
    private static Optional<VolumeId> parent(Qcow2Header header) throws IOException {
        if (header.backing().isEmpty()) {
            return Optional.empty();
        }
        Optional<Name> name = Layout.parse(header.backing().get()).filter(n -> n.role() == Role.BASE);
        if (name.isEmpty()) {
            throw new IOException("it is built on a file that is not of this repository");
        }
        return Optional.of(name.get().id());
    }
}
