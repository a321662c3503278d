package io.xapid.network.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.xapid.network.HostInterface;
import io.xapid.network.HostInterface.Address;
import io.xapid.network.HostInterface.Duplex;
import io.xapid.network.HostInterface.Hardware;
import io.xapid.network.LinkName;
import io.xapid.network.NetworkState.Dns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class HostInterfacesTest {
    private static final LinkName ETH0 = new LinkName("eth0");

    @TempDir
    Path folder = Path.of("/nonexistent");

    /** Lays out what Linux shows of a virtio NIC in slot 3 of the first PCI bus. */
    private SystemFiles virtioOnPci() throws IOException {
        Path slot = folder.resolve("devices/pci0000:00/0000:00:03.0");
        Path net = slot.resolve("virtio0/net/eth0");
        Files.createDirectories(net);
        Files.writeString(slot.resolve("vendor"), "0x1af4\n");
        Files.writeString(slot.resolve("device"), "0x1000\n");
        Files.writeString(net.resolve("speed"), "10000\n");
        Files.writeString(net.resolve("duplex"), "full\n");
        Files.createDirectories(folder.resolve("drivers/virtio_net"));
        Files.createSymbolicLink(slot.resolve("virtio0/driver"), folder.resolve("drivers/virtio_net"));
        Files.createSymbolicLink(net.resolve("device"), slot.resolve("virtio0"));
        Files.createDirectories(folder.resolve("class"));
        Files.createSymbolicLink(folder.resolve("class/eth0"), net);
        Path ids = folder.resolve("pci.ids");
        Files.writeString(
                ids, "# ids\n1af3  Wrong\n\t1000  Wrong\n1af4  Red Hat, Inc.\n\t1000  Virtio NIC\n\t\t1af4  x\n");
        return new SystemFiles(folder.resolve("class"), folder.resolve("resolv.conf"), new PciNames(List.of(ids)));
    }

    @Test
    void findsTheHardwareBehindANic() throws IOException {
        SystemFiles files = virtioOnPci();

        assertThat(files.hardware(ETH0, "virtio"))
                .isEqualTo(new Hardware(
                        "virtio", "virtio_net", "0000:00:03.0", "0x1af4", "0x1000", "Red Hat, Inc.", "Virtio NIC"));
        assertThat(files.speedMbps(ETH0)).isEqualTo(10_000);
        assertThat(files.duplex(ETH0)).isEqualTo(Duplex.FULL);
    }

    @Test
    void saysNothingOfNicsThatAreNotThere() throws IOException {
        SystemFiles files = virtioOnPci();
        var gone = new LinkName("eth9");

        assertThat(files.hardware(gone, "pci")).isEqualTo(new Hardware("pci", "", "", "", "", "", ""));
        assertThat(files.speedMbps(gone)).isZero();
        assertThat(files.duplex(gone)).isEqualTo(Duplex.UNKNOWN);
        assertThat(files.dns()).isEqualTo(new Dns(List.of(), List.of()));
    }

    @Test
    void takesAnUnknownSpeedForNone() throws IOException {
        SystemFiles files = virtioOnPci();
        Files.writeString(folder.resolve("class/eth0/speed"), "-1\n");

        assertThat(files.speedMbps(ETH0)).isZero();
    }

    @Test
    void namesNoDeviceThatTheListDoesNotKnow() throws IOException {
        virtioOnPci();
        var names = new PciNames(List.of(folder.resolve("missing"), folder.resolve("pci.ids")));

        assertThat(names.device("0x1af4", "0x1001")).isEmpty();
        assertThat(names.device("0x1af3", "0x1000")).isEqualTo("Wrong");
        assertThat(names.vendor("0xffff")).isEmpty();
        assertThat(names.vendor("1af4")).isEmpty();
        assertThat(new PciNames(List.of()).vendor("0x1af4")).isEmpty();
    }

    @Test
    void readsWhomTheHostAsksForNames() throws IOException {
        SystemFiles files = virtioOnPci();
        Files.writeString(
                folder.resolve("resolv.conf"),
                "# comment\n\nnameserver 192.0.2.1\nnameserver  fd00::1 \nnameserver\nsearch old\nsearch a.example b.example\n");

        assertThat(files.dns()).isEqualTo(new Dns(List.of("192.0.2.1", "fd00::1"), List.of("a.example", "b.example")));
    }

    @Test
    void countsTheMachinesNicsAndNothingMadeBySoftware() throws IOException {
        List<HostInterface> physical = HostInterfaces.ofHost().physical();

        try (var links = Files.list(Path.of("/sys/class/net"))) {
            List<String> withDevice = links.filter(link -> Files.exists(link.resolve("device")))
                    .map(link -> link.getFileName().toString())
                    .toList();
            assertThat(physical).extracting(nic -> nic.name().text()).containsExactlyInAnyOrderElementsOf(withDevice);
        }
        assertThat(physical).allSatisfy(nic -> {
            assertThat(nic.mac()).matches("([0-9a-f]{2}:){5}[0-9a-f]{2}");
            assertThat(nic.hardware().orElseThrow().driver()).isNotEmpty();
        });
    }

    @Test
    void tellsByWhichNicTheHostIsReached() {
        List<HostInterface> routed = HostInterfaces.ofHost().all().stream()
                .filter(link -> !link.gateways().isEmpty())
                .toList();
        assumeThat(routed).as("a machine with a default route").isNotEmpty();

        assertThat(routed).allMatch(HostInterface::carriesHost).allSatisfy(link -> {
            assertThat(link.up()).isTrue();
            assertThat(link.addresses()).isNotEmpty();
        });
    }

    @Test
    @EnabledIf(value = "io.xapid.network.host.Namespace#isRoot", disabledReason = "bridges take root to be made")
    void readsAddressesAndGateways() {
        try (var namespace = new Namespace()) {
            namespace
                    .ip()
                    .change(List.of(
                            "link add name nic0 type veth peer name wire0",
                            "link set dev nic0 mtu 1400 address 02:00:00:00:0A:01 addrgenmode none up",
                            "link set dev wire0 addrgenmode none up",
                            "addr add 192.0.2.9/24 dev nic0",
                            "addr add fe80::9/64 dev nic0 nodad",
                            "addr add fd00::9/64 dev nic0 nodad valid_lft 1000 preferred_lft 900",
                            "route add default via 192.0.2.1",
                            "route add ::/0 via fd00::1"));
            HostInterface nic = namespace.interfaces().all().stream()
                    .filter(link -> link.name().equals(new LinkName("nic0")))
                    .findAny()
                    .orElseThrow();

            assertThat(nic.addresses())
                    .containsExactlyInAnyOrder(
                            new Address("192.0.2.9", 24, false, false, false),
                            new Address("fe80::9", 64, true, true, false),
                            new Address("fd00::9", 64, true, false, true));
            assertThat(nic.gateways()).containsExactly("192.0.2.1", "fd00::1");
            assertThat(nic.mac()).isEqualTo("02:00:00:00:0a:01");
            assertThat(nic.mtuBytes()).isEqualTo(1_400);
            assertThat(nic.carrier()).isTrue();
            assertThat(nic.physical()).isFalse();
            assertThat(nic.kind()).isEqualTo("veth");
        }
    }
}
