package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.ConsoleEndpoints;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.xen.store.StoreView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The consoles of one guest. A machine's are sockets of its QEMU; any other guest has one that xenconsoled keeps, which
 * is passed on while this is open.
 */
final class XenConsoles {
    private static final Logger log = LoggerFactory.getLogger(XenConsoles.class);

    /** Where xenconsoled writes down what guests write, if it was told to. */
    private static final Path WRITTEN = Path.of("/var/log/xen/console");

    private final XenFolder folder;
    private final GuestFiles files;
    private Optional<ConsoleRelay> relay = Optional.empty();

    XenConsoles(XenFolder folder, GuestFiles files) {
        this.folder = folder;
        this.files = files;
    }

    /** @param home where the guest's entries in xenstore are */
    synchronized void open(DomainSpec spec, StoreView store, String home) {
        close();
        if (spec.consoles().serial() && !isMachine(spec)) {
            try {
                relay = Optional.of(ConsoleRelay.open(
                        files.console(), () -> store.read(home + "/console/tty").map(Path::of)));
            } catch (IOException | RuntimeException e) {
                log.warn("Guest {} has no console: {}", spec.vm(), e.toString()); // it can do without
            }
        }
    }

    private static boolean isMachine(DomainSpec spec) {
        return DomainConfig.typeOf(spec).equals(DomainConfig.HVM);
    }

    /** Where they are, if the guest was built. */
    synchronized ConsoleEndpoints endpoints(DomainSpec spec) {
        if (isMachine(spec)) {
            return new ConsoleEndpoints(
                    there(spec.consoles().graphical(), files.screen()),
                    there(spec.consoles().serial(), files.serial()),
                    there(spec.consoles().serial(), folder.file(GuestFiles.SERIAL_LOG)));
        }
        Path written = WRITTEN.resolve("guest-" + DomainConfig.nameOf(spec.vm()) + ".log");
        return relay.map(passing -> new ConsoleEndpoints(
                        Optional.empty(),
                        Optional.of(passing.socket()),
                        Optional.of(written).filter(Files::exists)))
                .orElse(ConsoleEndpoints.NONE);
    }

    private static Optional<Path> there(boolean wanted, Path path) {
        return Optional.of(path).filter(file -> wanted && Files.exists(file));
    }

    synchronized void close() {
        relay.ifPresent(ConsoleRelay::close);
        relay = Optional.empty();
    }
}
