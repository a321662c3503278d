package io.xapid.storage.directory;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xapid.storage.DriverDescription;
import io.xapid.storage.Feature;
import io.xapid.storage.Folders;
import io.xapid.storage.Locations;
import io.xapid.storage.QemuImg;
import io.xapid.storage.Repository;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.StorageBackend;
import io.xapid.storage.StorageException;
import io.xapid.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Repositories that are folders of QCOW2 files.
 *
 * <p>Volumes are thin, rounded up to 64 KiB and at most 15 TiB. A folder belongs to one daemon at a time.
 */
public final class DirectoryBackend implements StorageBackend {
    /** Key of the configuration: the folder, as an absolute path. */
    public static final String LOCATION = "location";

    private static final int MAX_STRANGERS = 200_000;
    private static final int MAX_MARKER_BYTES = 4_096;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String type;
    private final QemuImg qemuImg;
    private final DurableFiles files;
    private final Set<UUID> attached = ConcurrentHashMap.newKeySet();

    /** @param type the name by which repositories of this kind are asked for, such as {@code file} */
    public DirectoryBackend(String type, QemuImg qemuImg) {
        this(type, qemuImg, new DurableFiles());
    }

    DirectoryBackend(String type, QemuImg qemuImg, DurableFiles files) {
        this.type = type;
        this.qemuImg = qemuImg;
        this.files = files;
    }

    @Override
    public DriverDescription describe() {
        return new DriverDescription(
                type,
                "Directory",
                "Disks as QCOW2 files in a directory of this host",
                "xapid",
                "1.0",
                EnumSet.of(
                        Feature.SR_CREATE,
                        Feature.SR_DELETE,
                        Feature.SR_ATTACH,
                        Feature.SR_DETACH,
                        Feature.SR_SCAN,
                        Feature.SR_UPDATE,
                        Feature.SR_STATS,
                        Feature.VDI_CREATE,
                        Feature.VDI_DELETE,
                        Feature.VDI_INTRODUCE,
                        Feature.VDI_ATTACH,
                        Feature.VDI_DETACH,
                        Feature.VDI_UPDATE,
                        Feature.VDI_RESIZE,
                        Feature.VDI_CLONE,
                        Feature.VDI_SNAPSHOT,
                        Feature.LARGE_VDI,
                        Feature.THIN_PROVISIONING),
                Map.of(LOCATION, "absolute path of the directory"),
                Set.of(LOCATION),
                "user");
    }

    @Override
    public void create(RepositorySpec spec) {
        Path root = Locations.directory(spec, LOCATION);
        Layout layout = new Layout(root);
        boolean madeFolder = makeFolder(root);
        if (Files.exists(layout.marker(), LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageException(Kind.EXISTS, root + " is a repository already");
        }
        if (!entries(root).isEmpty()) {
            throw new StorageException(Kind.NOT_EMPTY, root + " is not empty");
        }
        byte[] marker = JSON.createObjectNode()
                .put("format", 1)
                .put("id", spec.id().toString())
                .put("made_folder", madeFolder)
                .toPrettyString()
                .getBytes(StandardCharsets.UTF_8);
        Path temporary = layout.temporary();
        try {
            files.write(temporary, marker);
            files.rename(temporary, layout.marker());
            files.syncFolder(root);
        } finally {
            files.delete(temporary);
        }
    }

    private static boolean makeFolder(Path root) {
        if (Files.isDirectory(root)) {
            return false;
        }
        try {
            Files.createDirectory(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return true;
        } catch (IOException e) {
            throw StorageException.of("cannot make the directory " + root, e);
        }
    }

    /** Whatever is in a folder beyond what a fresh file system, or a killed creation, leaves there. */
    private static List<Path> entries(Path root) {
        return Folders.entries(root, MAX_STRANGERS).stream()
                .filter(entry -> {
                    String name = String.valueOf(entry.getFileName());
                    return !name.equals("lost+found") && !Layout.isTemporary(name);
                })
                .toList();
    }

    @Override
    public Repository attach(RepositorySpec spec) {
        Layout layout = existing(spec);
        if (!attached.add(spec.id())) {
            throw new StorageException(Kind.IN_USE, "repository %s is attached already".formatted(spec.id()));
        }
        FileChannel lock = null;
        try {
            lock = lock(layout);
            FileChannel held = lock;
            var repository = new DirectoryRepository(spec, layout, qemuImg, files, () -> letGo(spec.id(), held));
            repository.scan(); // what a killed daemon left must be gone before anything new is built on it
            return repository;
        } catch (RuntimeException e) {
            letGo(spec.id(), lock);
            throw e;
        }
    }

    private void letGo(UUID id, @Nullable FileChannel lock) {
        attached.remove(id);
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                throw StorageException.of("cannot unlock repository " + id, e);
            }
        }
    }

    private static FileChannel lock(Layout layout) {
        try {
            FileChannel channel = FileChannel.open(
                    layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            FileLock lock = null;
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException inThisProcess) {
                // said below
            } finally {
                if (lock == null) {
                    channel.close();
                }
            }
            if (lock == null) {
                throw new StorageException(Kind.IN_USE, layout.root() + " is attached by another daemon");
            }
            return channel;
        } catch (IOException e) {
            throw StorageException.of("cannot lock " + layout.root(), e);
        }
    }

    @Override
    public void destroy(RepositorySpec spec) {
        Path root = Locations.directory(spec, LOCATION);
        if (!Files.exists(new Layout(root).marker(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Layout layout = existing(spec);
        boolean madeFolder = marker(layout).path("made_folder").asBoolean();
        try (Repository repository = attach(spec)) {
            if (!repository.scan().volumes().isEmpty()) {
                throw new StorageException(Kind.NOT_EMPTY, "repository %s holds volumes".formatted(spec.id()));
            }
            files.delete(layout.lock());
            files.delete(layout.marker());
            files.syncFolder(root);
        }
        if (madeFolder && entries(root).isEmpty()) {
            files.delete(root);
        }
    }

    /** The folder of a repository that was made before, and is the one that is meant. */
    private static Layout existing(RepositorySpec spec) {
        Layout layout = new Layout(Locations.directory(spec, LOCATION));
        String found = marker(layout).path("id").asText();
        if (!found.equals(spec.id().toString())) {
            throw new StorageException(
                    Kind.INVALID, "%s holds another repository than %s".formatted(layout.root(), spec.id()));
        }
        return layout;
    }

    private static JsonNode marker(Layout layout) {
        try {
            if (Files.size(layout.marker()) > MAX_MARKER_BYTES) {
                throw new StorageException(Kind.CORRUPT, layout.marker() + " is too long");
            }
            return JSON.readTree(Files.readAllBytes(layout.marker()));
        } catch (NoSuchFileException e) {
            throw new StorageException(Kind.NOT_FOUND, layout.root() + " is not a repository", e);
        } catch (JacksonException e) {
            throw new StorageException(Kind.CORRUPT, layout.marker() + " is damaged", e);
        } catch (IOException e) {
            throw StorageException.of("cannot read " + layout.marker(), e);
        }
    }
}
