package io.xapid.hypervisor.xen;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.DomainStatistics.DiskCounters;
import io.xapid.hypervisor.qmp.FakeMonitor;
import io.xapid.hypervisor.qmp.SocketLoop;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class QemuDrivesTest {
    @TempDir
    private Path sockets;

    private SocketLoop loop;
    private QemuDrives drives;

    @BeforeEach
    void open() throws Exception {
        loop = new SocketLoop("test-sockets");
        drives = new QemuDrives(loop, sockets);
    }

    @AfterEach
    void close() {
        loop.close();
    }

    /** The names are those that QEMU 7.2 and libxl 4.17 give. */
    @Test
    void bothWaysToADriveAreOneDrive() throws Exception {
        String answer = drive("ide0-hd0", "#block129", 1) + "," + drive("", "hda-qcow2", 2) + ","
                + drive("ide1-hd0", "#block565", 4) + "," + drive("ide-5696", "#block703", 8) + ","
                + drive("", "xvdaa-qcow2", 16) + "," + drive("pflash0", "#block3", 32) + ","
                + drive("", "xvdzzz-raw", 64) + "," + drive("ide-1", "", 128) + ",{}";

        assertThat(answered(answer))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        0, new DiskCounters(3, 6, 9, 12),
                        2, new DiskCounters(4, 8, 12, 16),
                        3, new DiskCounters(8, 16, 24, 32),
                        26, new DiskCounters(16, 32, 48, 64)));
    }

    @Test
    void aQemuThatIsNotThereOrRefusesTellsNothing() throws Exception {
        assertThat(drives.of(7)).isEmpty();
        try (var monitor = new FakeMonitor(sockets.resolve("qmp-libxenstat-7"), one -> {
            one.welcome();
            one.send("{\"id\": " + one.idOfNextCommand()
                    + ", \"error\": {\"class\": \"GenericError\", \"desc\": \"no\"}}\r\n");
        })) {
            assertThat(monitor).isNotNull();
            assertThat(drives.of(7)).isEmpty();
        }
    }

    private Map<Integer, DiskCounters> answered(String list) throws Exception {
        try (var monitor = new FakeMonitor(sockets.resolve("qmp-libxenstat-7"), one -> {
            one.welcome();
            one.send("{\"id\": " + one.idOfNextCommand() + ", \"return\": [" + list + "]}\r\n");
        })) {
            assertThat(monitor).isNotNull();
            return drives.of(7);
        }
    }

    private static String drive(String device, String node, int read) {
        return """
                {"device": "%s", "node-name": "%s", "qdev": "/machine/unattached/device[2]", "stats": {\
                "rd_bytes": %d, "wr_bytes": %d, "rd_operations": %d, "wr_operations": %d}}""".formatted(device, node, read, 2 * read, 3 * read, 4 * read);
    }
}
