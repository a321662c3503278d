package io.xapid.storage;

import io.xapid.storage.StorageException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** For backends: looks into folders that others fill. */
public final class Folders {
    private Folders() {}

    /** What is in a folder, in no order; fails with TOO_LARGE if it is more than {@code most}. */
    public static List<Path> entries(Path folder, int most) {
        var found = new ArrayList<Path>();
        try (var stream = Files.newDirectoryStream(folder)) {
            for (Path entry : stream) {
                if (found.size() >= most) {
                    throw new StorageException(Kind.TOO_LARGE, "%s holds more than %d files".formatted(folder, most));
                }
                found.add(entry);
            }
            return found;
        } catch (IOException e) {
            throw StorageException.of("cannot list " + folder, e);
        } catch (DirectoryIteratorException e) {
            throw new StorageException(Kind.IO, "cannot list %s: %s".formatted(folder, e), e);
        }
    }

    /** Text from outside, made fit for a log line. */
    public static String quoted(String text) {
        String printable = text.replaceAll("[^ -~]", "?");
        return "'" + printable.substring(0, Math.min(printable.length(), 200)) + "'";
    }

    /**
     * How full the file system of a folder is, with {@code virtualBytes} as the size that its volumes show.
     *
     * <p>Asked of the kernel for that one path: looking for its mount point finds none in a chroot.
     */
    public static RepositoryStat fill(Path folder, long virtualBytes) {
        File file = folder.toFile();
        long total = file.getTotalSpace();
        if (total == 0) {
            throw new StorageException(Kind.IO, "cannot ask how full %s is".formatted(folder));
        }
        return new RepositoryStat(total, total - file.getFreeSpace(), virtualBytes);
    }
}
