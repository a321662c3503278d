package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.Boot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The tiny Linux that {@code scripts/guest-image} makes. */
public record GuestImage(Path kernel, Path initrd) {

    /** The image in the cache; a test that needs it fails without. */
    public static GuestImage cached() {
        String cache = System.getenv("XAPID_CACHE");
        Path guest = (cache == null || cache.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".cache", "xapid")
                        : Path.of(cache))
                .resolve("guest");
        var image = new GuestImage(guest.resolve("vmlinuz"), guest.resolve("initramfs.gz"));
        if (!Files.isReadable(image.kernel) || !Files.isReadable(image.initrd)) {
            throw new IllegalStateException("no guest image in " + guest + "; run scripts/guest-image");
        }
        return image;
    }

    /** Boots it with its console on the serial line. */
    public Boot boot() {
        return new Boot.DirectKernel(kernel, Optional.of(initrd), "console=tty0 console=ttyS0 quiet");
    }
}
