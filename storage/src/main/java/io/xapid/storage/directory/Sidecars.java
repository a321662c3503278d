package io.xapid.storage.directory;

import io.xapid.storage.Folders;
import io.xapid.storage.VolumeId;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The label files in a repository's folder. A volume whose file is lost or damaged is a volume without labels. */
final class Sidecars {
    private final Layout layout;
    private final DurableFiles files;

    Sidecars(Layout layout, DurableFiles files) {
        this.layout = layout;
        this.files = files;
    }

    Sidecar read(VolumeId volume) {
        return read(volume, new ArrayList<>());
    }

    Sidecar read(VolumeId volume, List<String> remarks) {
        try {
            return Sidecar.read(layout.sidecar(volume));
        } catch (NoSuchFileException missing) {
            remarks.add("volume %s has lost its labels".formatted(volume));
        } catch (IOException e) {
            String why = Folders.quoted(String.valueOf(e.getMessage()));
            remarks.add("the labels of volume %s cannot be read: %s".formatted(volume, why));
        }
        return Sidecar.BLANK;
    }

    /** Writes or replaces a file; the folder is yet to be synced. */
    void write(VolumeId volume, Sidecar sidecar) {
        Path temporary = layout.temporary();
        try {
            files.write(temporary, sidecar.toBytes());
            files.rename(temporary, layout.sidecar(volume));
        } finally {
            files.delete(temporary);
        }
    }
}
