package io.xapid.storage.iso;

import io.xapid.storage.DriverDescription;
import io.xapid.storage.Feature;
import io.xapid.storage.Locations;
import io.xapid.storage.Repository;
import io.xapid.storage.RepositorySpec;
import io.xapid.storage.StorageBackend;
import io.xapid.storage.StorageException;
import io.xapid.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Repositories that are folders of {@code *.iso} and {@code *.img} files, to be read as CDs.
 *
 * <p>The files belong to whoever put them there: this backend never writes, renames or removes one, and destroying a
 * repository leaves its folder as it is. Any number of daemons may use one folder.
 */
public final class IsoBackend implements StorageBackend {
    /** Key of the configuration: the folder, as an absolute path. */
    public static final String LOCATION = "location";

    @Override
    public DriverDescription describe() {
        return new DriverDescription(
                "iso",
                "ISO",
                "CD images in a directory of this host",
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
                        Feature.VDI_INTRODUCE,
                        Feature.VDI_ATTACH,
                        Feature.VDI_DETACH),
                Map.of(LOCATION, "absolute path of the directory"),
                Set.of(LOCATION),
                "iso");
    }

    /** Makes the folder if it is missing; one that is there already serves as it is. */
    @Override
    public void create(RepositorySpec spec) {
        Path folder = Locations.directory(spec, LOCATION);
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectory(folder);
        } catch (IOException e) {
            throw StorageException.of("cannot make the directory " + folder, e);
        }
    }

    @Override
    public Repository attach(RepositorySpec spec) {
        Path folder = Locations.directory(spec, LOCATION);
        if (!Files.isDirectory(folder)) {
            throw new StorageException(Kind.NOT_FOUND, folder + " is not a directory");
        }
        return new IsoRepository(spec, folder);
    }

    @Override
    public void destroy(RepositorySpec spec) {
        Locations.directory(spec, LOCATION); // nothing of ours is there to remove
    }
}
