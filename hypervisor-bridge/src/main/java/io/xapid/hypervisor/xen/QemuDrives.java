package io.xapid.hypervisor.xen;

import com.fasterxml.jackson.databind.JsonNode;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainStatistics.DiskCounters;
import io.xapid.hypervisor.qmp.Qmp;
import io.xapid.hypervisor.qmp.QmpException;
import io.xapid.hypervisor.qmp.SocketLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the QEMU of a guest reads and writes for it: drives of images that the kernel does not understand, and the old disk
 * controllers of machines. libxl has each QEMU listen on a socket for this, which takes one client at a time; Xen's own
 * tools use it too, so it is never kept.
 */
final class QemuDrives {
    private static final Logger log = LoggerFactory.getLogger(QemuDrives.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Made by QEMU's side of Xen's drives out of the drive's name and the image's format. */
    private static final Pattern XENS = Pattern.compile("((?:xvd|hd)[a-z]{1,2})-[a-z0-9]+");

    /** Named by QEMU itself: a controller and a place on it. */
    private static final Pattern OLD = Pattern.compile("ide([01])-(?:hd|cd)([01])");

    /** Named by libxl after Xen's number of the drive. */
    private static final Pattern NUMBERED = Pattern.compile("ide-([0-9]{1,9})");

    private final SocketLoop loop;
    private final Path sockets;

    /** @param sockets where libxl puts sockets of QEMUs */
    QemuDrives(SocketLoop loop, Path sockets) {
        this.loop = loop;
        this.sockets = sockets;
    }

    /** By slot; nothing if the guest has no QEMU, or that is busy with somebody else. */
    Map<Integer, DiskCounters> of(int domid) {
        Path socket = sockets.resolve("qmp-libxenstat-" + domid);
        if (!Files.exists(socket)) {
            return Map.of();
        }
        try (Qmp monitor = Qmp.open(loop, socket, PATIENCE, new Nobody())) {
            return counted(monitor.execute("query-blockstats", Map.of(), PATIENCE));
        } catch (IOException | QmpException e) {
            log.debug("The QEMU of domain {} does not tell what it read and wrote: {}", domid, e.getMessage());
            return Map.of();
        }
    }

    private static Map<Integer, DiskCounters> counted(JsonNode answer) {
        var counters = new HashMap<Integer, DiskCounters>();
        for (JsonNode drive : answer) {
            JsonNode stats = drive.path("stats");
            OptionalInt slot =
                    slot(drive.path("node-name").asText(), drive.path("device").asText());
            slot.ifPresent(number -> counters.merge(
                    number,
                    new DiskCounters(
                            stats.path("rd_bytes").asLong(),
                            stats.path("wr_bytes").asLong(),
                            stats.path("rd_operations").asLong(),
                            stats.path("wr_operations").asLong()),
                    DiskCounters::plus));
        }
        return counters;
    }

    private static OptionalInt slot(String node, String device) {
        Matcher xens = XENS.matcher(node);
        if (xens.matches()) {
            return IntStream.range(0, Disk.SLOTS)
                    .filter(slot -> Drives.names(slot).contains(xens.group(1)))
                    .findFirst();
        }
        Matcher old = OLD.matcher(device);
        if (old.matches()) {
            return OptionalInt.of(Integer.parseInt(old.group(1)) * 2 + Integer.parseInt(old.group(2)));
        }
        Matcher numbered = NUMBERED.matcher(device);
        List<Integer> number = numbered.matches() ? List.of(Integer.parseInt(numbered.group(1))) : List.of();
        return IntStream.range(0, Disk.SLOTS)
                .filter(slot -> Drives.numbers(slot).stream().anyMatch(number::contains))
                .findFirst();
    }

    /** What else it has to say is for others. */
    private record Nobody() implements Qmp.Listener {
        @Override
        public void event(Qmp.Event event) {}

        @Override
        public void closed(Qmp connection, String why) {}
    }
}
