package io.xapid.server.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The small Linux that {@code scripts/guest-image} makes, in the folder of kernels that guests may boot.
 *
 * <p>It is copied there from the cache, since a guest must find its kernel as long as the state directory lives.
 */
record TinyLinux(Path kernel, Path ramdisk) {
    static final String COMMAND_LINE = "console=tty0 console=ttyS0";

    /** Takes over what the cache holds, where it is newer; empty if there is no image, neither here nor there. */
    static Optional<TinyLinux> install(Path cache, Path kernels) throws IOException {
        Path home = kernels.resolve("tiny-linux");
        Path image = cache.resolve("guest");
        var here = new TinyLinux(home.resolve("vmlinuz"), home.resolve("initramfs.gz"));
        var there = new TinyLinux(image.resolve("vmlinuz"), image.resolve("initramfs.gz"));
        if (there.isComplete() && !(here.isComplete() && same(home.resolve("recipe"), image.resolve("recipe")))) {
            Files.createDirectories(home);
            copy(there.kernel, here.kernel);
            copy(there.ramdisk, here.ramdisk);
            copy(image.resolve("recipe"), home.resolve("recipe")); // last: it says that the others are there
        }
        return here.isComplete() ? Optional.of(here) : Optional.empty();
    }

    private boolean isComplete() {
        return Files.isRegularFile(kernel) && Files.isRegularFile(ramdisk);
    }

    private static boolean same(Path one, Path other) throws IOException {
        return Files.exists(one) && Files.exists(other) && Files.mismatch(one, other) < 0;
    }

    private static void copy(Path from, Path to) throws IOException {
        Path draft = to.resolveSibling(to.getFileName() + ".new");
        Files.copy(from, draft, StandardCopyOption.REPLACE_EXISTING);
        Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
