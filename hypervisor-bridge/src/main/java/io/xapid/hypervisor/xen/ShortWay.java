package io.xapid.hypervisor.xen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A way to guests' folders that is short enough for addresses of sockets, which have room for 107 bytes, and has no comma,
 * which options of QEMU cannot. Where the folders' own path is not so, that is a link to it in a folder for such.
 */
final class ShortWay {
    /** Room for a uuid after a slash. */
    private static final String GUEST = "/00000000-0000-0000-0000-000000000000";

    private ShortWay() {}

    /** @param links where links may be made, for root alone */
    static Path to(Path folders, Path links) throws IOException {
        if (GuestFiles.fit(Path.of(folders + GUEST))) {
            return folders;
        }
        byte[] path = folders.toString().getBytes(StandardCharsets.UTF_8);
        Path link = links.resolve(UUID.nameUUIDFromBytes(path).toString().substring(0, 13));
        Files.createDirectories(links);
        if (!Files.isSymbolicLink(link) || !Files.readSymbolicLink(link).equals(folders)) {
            Path fresh = links.resolve(link.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createSymbolicLink(fresh, folders);
            Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return link;
    }
}
