package io.xapid.ha.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * The native part of SQLite's driver, kept in one place.
 *
 * <p>Left to itself the driver puts a new copy of a megabyte into the temporary directory at every start, and a daemon
 * that is killed never takes it away.
 */
public final class NativeLibrary {
    private static final Logger log = LoggerFactory.getLogger(NativeLibrary.class);
    private static final String FOLDER = "org.sqlite.lib.path";
    private static final String NAME = "org.sqlite.lib.name";
    private static final String TEMPORARY = "org.sqlite.tmpdir";

    private NativeLibrary() {}

    /**
     * Has the driver load its library from {@code folder}, and puts it there if it is not there as it should be. To be
     * called before the first database is opened. Where that does not work the driver does it its own way.
     */
    public static void keepIn(Path folder) {
        String name = LibraryLoaderUtil.getNativeLibName();
        String origin = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        try (InputStream in = LibraryLoaderUtil.class.getResourceAsStream(origin)) {
            if (in == null || System.getProperty(FOLDER) != null) {
                return; // a machine the driver has nothing for, or an operator who has arranged it otherwise
            }
            keep(folder, name, in.readAllBytes());
            System.setProperty(FOLDER, folder.toString());
            System.setProperty(NAME, name);
            if (!Files.isDirectory(Path.of(System.getProperty("java.io.tmpdir")))) {
                System.setProperty(TEMPORARY, folder.toString()); // the driver complains of one that is not there
            }
        } catch (IOException problem) {
            log.info("SQLite's library goes to the temporary directory, and not to {}: {}", folder, problem.toString());
        }
    }

    private static void keep(Path folder, String name, byte[] wanted) throws IOException {
        Path file = folder.resolve(name);
        if (!Arrays.equals(wanted, present(file))) {
            Files.createDirectories(folder);
            Path draft = folder.resolve(name + ".new");
            Files.write(draft, wanted);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static byte[] present(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException first) {
            return new byte[0];
        }
    }
}
