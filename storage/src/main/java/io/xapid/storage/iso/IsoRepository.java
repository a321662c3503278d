package io.xapid.storage.iso;

import io.xapid.storage.Access;
import io.xapid.storage.AttachedVolume;
import io.xapid.storage.Folders;
import io.xapid.storage.ImageFormat;
import io.xapid.storage.NewVolume;
import io.xapid.storage.Repository;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.RepositoryStat;
import io.xapid.storage.Scan;
import io.xapid.storage.StorageException;
import io.xapid.storage.StorageException.Kind;
import io.xapid.storage.Transfer;
import io.xapid.storage.Volume;
import io.xapid.storage.VolumeId;
import io.xapid.storage.VolumeLabels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A folder of CD images, attached. Each look at it reads the folder anew, so files may come and go at any time.
 *
 * <p>A volume's id follows from the repository's id and the file's name: the same file has the same id after a restart,
 * and on another host.
 */
final class IsoRepository implements Repository {
    private static final int MAX_ENTRIES = 100_000;
    /** What Java puts for bytes that are no characters in the locale it runs in; the file cannot be opened by that. */
    private static final char UNDECODED = '\uFFFD';

    private static final int MAX_NAME_CHARACTERS = 255;

    private final RepositorySpec spec;
    private final Path folder;
    private volatile boolean closed;

    IsoRepository(RepositorySpec spec, Path folder) {
        this.spec = spec;
        this.folder = folder;
    }

    @Override
    public RepositorySpec spec() {
        return spec;
    }

    @Override
    public RepositoryStat stat() {
        long virtual = 0;
        for (Volume volume : scan().volumes()) {
            virtual += volume.virtualBytes();
        }
        return Folders.fill(folder, virtual);
    }

    @Override
    public Scan scan() {
        var volumes = new ArrayList<Volume>();
        var remarks = new ArrayList<String>();
        files(remarks).forEach((id, file) -> describe(id, file, remarks).ifPresent(volumes::add));
        volumes.sort(Comparator.comparing(Volume::location));
        return new Scan(volumes, remarks);
    }

    @Override
    public AttachedVolume attach(VolumeId volume, String user, Access access) {
        if (access == Access.WRITE) {
            throw new StorageException(Kind.READ_ONLY, "a CD cannot be written");
        }
        var remarks = new ArrayList<String>();
        Path file = files(remarks).get(volume);
        if (file == null) {
            throw new StorageException(Kind.NOT_FOUND, "%s holds no file for volume %s".formatted(folder, volume));
        }
        Volume found = describe(volume, file, remarks)
                .orElseThrow(() -> new StorageException(
                        Kind.NOT_FOUND, "volume %s cannot be read: %s".formatted(volume, remarks)));
        return new AttachedVolume(volume, resolved(file), ImageFormat.RAW, true, found.virtualBytes());
    }

    @Override
    public void detach(VolumeId volume, String user) {
        // nothing keeps track: whoever holds the file open reads on, even when its name is gone
    }

    @Override
    public Volume create(NewVolume wanted) {
        throw readOnly();
    }

    @Override
    public Volume snapshot(VolumeId of, VolumeId as, VolumeLabels labels) {
        throw readOnly();
    }

    @Override
    public Volume clone(VolumeId of, VolumeId as, VolumeLabels labels) {
        throw readOnly();
    }

    @Override
    public Volume copy(AttachedVolume source, NewVolume wanted, Transfer transfer) {
        throw readOnly();
    }

    @Override
    public Volume fill(VolumeId volume, AttachedVolume source, Transfer transfer) {
        throw readOnly();
    }

    @Override
    public Volume patch(VolumeId volume, AttachedVolume source, AttachedVolume base, Transfer transfer) {
        throw readOnly();
    }

    @Override
    public Volume resize(VolumeId volume, long virtualBytes) {
        throw readOnly();
    }

    @Override
    public Volume relabel(VolumeId volume, VolumeLabels labels) {
        throw readOnly();
    }

    @Override
    public void delete(VolumeId volume) {
        throw readOnly();
    }

    @Override
    public void close() {
        closed = true;
    }

    private static StorageException readOnly() {
        return new StorageException(Kind.NOT_SUPPORTED, "CD images are kept by whoever put them there");
    }

    /** The files that look like CDs by their names. */
    private Map<VolumeId, Path> files(List<String> remarks) {
        if (closed) {
            throw new StorageException(Kind.DETACHED, "repository %s is not attached".formatted(spec.id()));
        }
        var found = new HashMap<VolumeId, Path>();
        for (Path entry : Folders.entries(folder, MAX_ENTRIES)) {
            String name = String.valueOf(entry.getFileName());
            if (!isNamedLikeACd(name)) {
                continue;
            }
            if (isPresentable(name)) {
                found.put(idOf(name), entry);
            } else {
                remarks.add("a file is left out for characters in its name that cannot be told%s: %s"
                        .formatted(
                                name.indexOf(UNDECODED) < 0 ? "" : " unless the daemon runs in a UTF-8 locale",
                                Folders.quoted(name)));
            }
        }
        return found;
    }

    private static boolean isNamedLikeACd(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".iso") || lower.endsWith(".img");
    }

    /** Names go to clients in XML and back; what does not survive that, or was not decoded, cannot serve as a name. */
    private static boolean isPresentable(String name) {
        return name.length() <= MAX_NAME_CHARACTERS
                && name.codePoints()
                        .noneMatch(c -> Character.isISOControl(c)
                                || c == UNDECODED
                                || (c >= 0xFFFE && c <= 0xFFFF)
                                || Character.getType(c) == Character.SURROGATE);
    }

    private VolumeId idOf(String name) {
        byte[] seed = (spec.id() + "/" + name).getBytes(StandardCharsets.UTF_8);
        return new VolumeId(UUID.nameUUIDFromBytes(seed));
    }

    private Optional<Volume> describe(VolumeId id, Path file, List<String> remarks) {
        String name = String.valueOf(file.getFileName());
        try {
            Path real = resolved(file);
            if (!Files.isRegularFile(real)) {
                remarks.add("'%s' is not a file".formatted(name));
                return Optional.empty();
            }
            long bytes = Files.size(real);
            return Optional.of(new Volume(
                    id,
                    name,
                    new VolumeLabels(name, "", "user", Map.of()),
                    bytes,
                    bytes,
                    true,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        } catch (IOException e) {
            remarks.add("'%s' cannot be read: %s".formatted(name, e));
        } catch (StorageException e) {
            remarks.add(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    /** Where the file really is. A link may lead to another file of this folder, and nowhere else. */
    private Path resolved(Path file) {
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(folder.toRealPath())) {
                throw new StorageException(
                        Kind.INVALID, "'%s' leads out of the directory".formatted(file.getFileName()));
            }
            return real;
        } catch (IOException e) {
            throw StorageException.of("cannot find '%s'".formatted(file.getFileName()), e);
        }
    }
}
