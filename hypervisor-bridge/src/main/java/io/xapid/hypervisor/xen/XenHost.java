package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.xen.store.Xenstore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether this is the control domain of a Xen host, and of which Xen. */
public final class XenHost {
    private static final Path CAPABILITIES = Path.of("proc/xen/capabilities");
    private static final Path VERSION = Path.of("sys/hypervisor/version");

    private final Path root;

    /** @param root the folder in which {@code /proc} and {@code /sys} are */
    public XenHost(Path root) {
        this.root = root;
    }

    /** This very host. */
    public static XenHost here() {
        return new XenHost(Path.of("/"));
    }

    /** Whether the kernel says that it is Xen's control domain. */
    public boolean isControlDomain() {
        try {
            return Files.readString(root.resolve(CAPABILITIES)).contains("control_d");
        } catch (IOException e) {
            return false; // no Xen, or an ordinary guest of one
        }
    }

    /** The hypervisor's release. */
    Optional<XenVersion> version() {
        try {
            return Optional.of(new XenVersion(number("major"), number("minor")));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private int number(String file) throws IOException {
        return Integer.parseInt(
                Files.readString(root.resolve(VERSION).resolve(file)).strip());
    }

    /**
     * Why guests cannot be run through Xen here, in words for operators; empty when nothing is known to stand against it.
     *
     * @param anyVersion whether a release that the bridge was not made for is fine too
     */
    public Optional<String> obstacle(boolean anyVersion) {
        if (!isControlDomain()) {
            return Optional.of("this is not the control domain of a Xen host");
        }
        Optional<XenVersion> version = version();
        if (version.isEmpty()) {
            return Optional.of("the kernel does not say which Xen it runs on");
        }
        if (!version.get().isKnown() && !anyVersion) {
            return Optional.of("this is Xen %s, and the bridge was made for %s"
                    .formatted(
                            version.get(),
                            XenVersion.KNOWN.stream()
                                    .map(XenVersion::toString)
                                    .sorted()
                                    .collect(Collectors.joining(" and "))));
        }
        if (!Files.exists(root.resolve(Path.of("/").relativize(Xenstore.SOCKET)))) {
            return Optional.of("xenstored does not run");
        }
        return Optional.empty();
    }
}
