package io.xapid.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.AllClasses;
import io.xapid.model.host.Host;
import io.xapid.model.host.HostCpu;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.IpMode;
import io.xapid.model.network.Network;
import io.xapid.model.network.Pif;
import io.xapid.model.network.PifMetrics;
import io.xapid.model.pool.Certificate;
import io.xapid.model.pool.Pool;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sm;
import io.xapid.model.storage.Sr;
import io.xapid.model.store.MemoryLog;
import io.xapid.model.store.Row;
import io.xapid.model.store.Schema;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmMetrics;
import io.xapid.network.HostInterface;
import io.xapid.network.HostInterface.Address;
import io.xapid.network.LinkName;
import io.xapid.network.NetworkState;
import io.xapid.storage.QemuImg;
import io.xapid.storage.directory.DirectoryBackend;
import io.xapid.storage.iso.IsoBackend;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {
    private static final UUID HOST = UUID.fromString("6a2f41a3-c54c-fce8-32d2-0324e1c32e22");
    private static final BridgeFacts BRIDGE =
            new BridgeFacts("qemu", "7.2.22", "tcg", List.of("hvm-3.0-x86_64"), List.of("pygrub"), true);

    @TempDir
    Path folder;

    private FakeMachine machine;
    private Store store;
    private Inventory inventory;

    @BeforeEach
    void open() throws Exception {
        machine = new FakeMachine(folder.resolve("machine"));
        store = new Store(new Schema(definitions()), new MemoryLog(), Clock.fixed(FakeMachine.NOW, ZoneOffset.UTC));
        inventory = inventory(machine.machine());
    }

    private Inventory inventory(Machine seen) {
        var disks = new DirectoryBackend("file", new QemuImg(Path.of("/usr/bin/qemu-img")));
        var cds = new IsoBackend();
        return new Inventory(
                store,
                seen,
                BRIDGE,
                new LocalStorage(disks, cds, folder.resolve("sr")),
                List.of(disks.describe(), cds.describe()));
    }

    @Test
    void foundsAPoolOfOneHost() throws Exception {
        Ref<Host> host = write(network(nic("eth0", "192.0.2.7")));

        Row<Pool> pool = only(Pool.CLASS);
        Row<Host> row = only(Host.CLASS);
        assertThat(pool.get(Pool.MASTER)).isEqualTo(host);
        assertThat(pool.get(Pool.RESTRICTIONS)).containsEntry("restrict_vtpm", "false");
        assertThat(row.get(Host.UUID)).isEqualTo(HOST.toString());
        assertThat(row.get(Host.ENABLED)).isTrue();
        assertThat(row.get(Host.HOSTNAME)).isEqualTo("tower");
        assertThat(row.get(Host.ADDRESS)).isEqualTo("192.0.2.7");
        assertThat(row.get(Host.SOFTWARE_VERSION))
                .containsEntry("product_brand", "xapid")
                .containsEntry("hypervisor", "qemu")
                .containsEntry("qemu", "7.2.22")
                .containsEntry("linux", "6.1.0-56-amd64")
                .doesNotContainKey("xen")
                .containsKeys(
                        "product_version",
                        "product_version_text",
                        "product_version_text_short",
                        "platform_version",
                        "xapi",
                        "build_number",
                        "network_backend",
                        "db_schema");
        assertThat(row.get(Host.SOFTWARE_VERSION).get("product_version")).matches("[0-9]+(\\.[0-9]+)+");
        assertThat(row.get(Host.SOFTWARE_VERSION).get("xapid")).matches("[0-9]+(\\.[0-9]+)+");
        assertThat(row.get(Host.CPU_INFO)).containsEntry("cpu_count", "2").containsEntry("socket_count", "1");
        assertThat(row.get(Host.HOST_CPUS)).hasSize(2);
        assertThat(row.get(Host.SUPPORTED_BOOTLOADERS)).containsExactly("pygrub");
        assertThat(row.get(Host.CAPABILITIES)).anyMatch(kind -> kind.contains("hvm"));
        Row<HostMetrics> metrics =
                store.snapshot().find(HostMetrics.CLASS, row.get(Host.METRICS)).orElseThrow();
        assertThat(metrics.get(HostMetrics.LIVE)).isTrue();
        assertThat(metrics.get(HostMetrics.MEMORY_TOTAL)).isEqualTo(4L << 30);
        assertThat(only(Certificate.CLASS).get(Certificate.HOST)).isEqualTo(host);
    }

    @Test
    void standsForTheHostsOwnSystemByAControlDomain() throws Exception {
        Ref<Host> host = write(network());

        Row<Vm> domain = store.snapshot()
                .find(Vm.CLASS, only(Host.CLASS).get(Host.CONTROL_DOMAIN))
                .orElseThrow();
        assertThat(domain.get(Vm.IS_CONTROL_DOMAIN)).isTrue();
        assertThat(domain.get(Vm.POWER_STATE)).isEqualTo(PowerState.RUNNING);
        assertThat(domain.get(Vm.RESIDENT_ON)).isEqualTo(host);
        assertThat(domain.get(Vm.MEMORY_STATIC_MAX)).isEqualTo(1L << 30);
        assertThat(domain.get(Vm.VCPUS_MAX)).isEqualTo(2);
    }

    @Test
    void findsEveryNicAndGivesEachANetwork() throws Exception {
        write(network(nic("eth0", "192.0.2.7"), nic("eth1", "")));

        Row<Pif> first = pif("eth0");
        assertThat(first.get(Pif.MANAGEMENT)).isTrue();
        assertThat(first.get(Pif.IP)).isEqualTo("192.0.2.7");
        assertThat(first.get(Pif.NETMASK)).isEqualTo("255.255.255.0");
        assertThat(first.get(Pif.GATEWAY)).isEqualTo("192.0.2.1");
        assertThat(first.get(Pif.DNS)).isEqualTo("192.0.2.53");
        assertThat(first.get(Pif.IP_CONFIGURATION_MODE)).isEqualTo(IpMode.DHCP);
        assertThat(first.get(Pif.VLAN)).isEqualTo(-1);
        assertThat(first.get(Pif.PHYSICAL)).isTrue();
        assertThat(pif("eth1").get(Pif.MANAGEMENT)).isFalse();
        assertThat(pif("eth1").get(Pif.IP_CONFIGURATION_MODE)).isEqualTo(IpMode.NONE);
        assertThat(store.snapshot().get(PifMetrics.CLASS, first.get(Pif.METRICS)))
                .isNotNull();
        assertThat(rows(Network.CLASS))
                .extracting(row -> row.get(Network.BRIDGE))
                .containsExactlyInAnyOrder("xenapi", "xenbr0", "xenbr1");
    }

    @Test
    void startsWithStorageForDisksAndCds() throws Exception {
        Ref<Host> host = write(network());

        assertThat(rows(Sr.CLASS)).extracting(row -> row.get(Sr.TYPE)).containsExactlyInAnyOrder("file", "iso");
        Row<Sr> disks = store.snapshot()
                .find(Sr.CLASS, only(Pool.CLASS).get(Pool.DEFAULT_SR))
                .orElseThrow();
        assertThat(disks.get(Sr.TYPE)).isEqualTo("file");
        assertThat(disks.get(Sr.PHYSICAL_SIZE)).isPositive();
        assertThat(rows(Pbd.CLASS)).allMatch(pbd -> pbd.get(Pbd.HOST).equals(host));
        assertThat(rows(Pbd.CLASS))
                .extracting(row -> row.get(Pbd.DEVICE_CONFIG).get("location"))
                .allMatch(location -> Files.isDirectory(Path.of(location)));
        assertThat(rows(Sm.CLASS)).extracting(row -> row.get(Sm.TYPE)).containsExactlyInAnyOrder("file", "iso");
        assertThat(rows(Sm.CLASS)).allMatch(row -> row.get(Sm.FEATURES).containsKey("SR_SCAN"));
    }

    @Test
    void offersTheTemplatesThatClientsLookFor() throws Exception {
        write(network());

        Row<Vm> other = template("Other install media").orElseThrow();
        assertThat(other.get(Vm.IS_A_TEMPLATE)).isTrue();
        assertThat(other.get(Vm.IS_DEFAULT_TEMPLATE)).isTrue();
        assertThat(other.get(Vm.OTHER_CONFIG)).containsEntry("default_template", "true");
        assertThat(other.get(Vm.DOMAIN_TYPE)).isEqualTo(DomainType.HVM);
        assertThat(other.get(Vm.HVM_BOOT_POLICY)).isEqualTo("BIOS order");
        assertThat(other.get(Vm.RECOMMENDATIONS)).startsWith("<restrictions>").endsWith("</restrictions>");
        assertThat(template("Debian Bookworm 12")
                        .orElseThrow()
                        .get(Vm.OTHER_CONFIG)
                        .get("disks"))
                .isEqualTo("<provision><disk device=\"0\" size=\"10737418240\" sr=\"\" bootable=\"true\""
                        + " type=\"system\"/></provision>");
        assertThat(template("Tiny Linux")).as("there is no image").isEmpty();
    }

    @Test
    void addsTinyLinuxAsSoonAsItsImageIsThere() throws Exception {
        write(network());
        Path image = Files.createDirectories(folder.resolve("cache/guest"));
        for (String name : List.of("vmlinuz", "initramfs.gz", "recipe")) {
            Files.writeString(image.resolve(name), name);
        }

        write(network());

        Row<Vm> tiny = template("Tiny Linux").orElseThrow();
        assertThat(Path.of(tiny.get(Vm.PV_KERNEL)))
                .startsWith(folder.resolve("kernels"))
                .hasContent("vmlinuz");
        assertThat(Path.of(tiny.get(Vm.PV_RAMDISK))).hasContent("initramfs.gz");
        assertThat(tiny.get(Vm.PV_ARGS)).contains("console=ttyS0");
    }

    @Test
    void writesNothingTwiceAndLeavesOperatorsChangesAlone() throws Exception {
        Ref<Host> host = write(network(nic("eth0", "192.0.2.7")));
        store.transact(transaction -> {
                    transaction.set(Host.CLASS, host, Host.NAME_LABEL, "renamed");
                    transaction.set(Host.CLASS, host, Host.OTHER_CONFIG, Map.of("mine", "kept"));
                    return true;
                })
                .join();
        Map<ClassDef<?>, Integer> before = counts();

        Ref<Host> again = write(network(nic("eth0", "192.0.2.7")));

        assertThat(again).isEqualTo(host);
        assertThat(counts()).isEqualTo(before);
        assertThat(only(Host.CLASS).get(Host.NAME_LABEL)).isEqualTo("renamed");
        assertThat(only(Host.CLASS).get(Host.OTHER_CONFIG))
                .containsEntry("mine", "kept")
                .containsEntry("boot_time", "1700000000.")
                .containsKey("agent_start_time");
    }

    @Test
    void followsWhatHasChangedInTheMachine() throws Exception {
        write(network(nic("eth0", "192.0.2.7"), nic("eth1", "")));
        machine.processors(4);

        write(network(nic("eth0", "192.0.2.99")));

        assertThat(rows(HostCpu.CLASS)).hasSize(4);
        assertThat(only(Host.CLASS).get(Host.CPU_INFO)).containsEntry("cpu_count", "4");
        assertThat(only(Host.CLASS).get(Host.ADDRESS)).isEqualTo("192.0.2.99");
        assertThat(pif("eth0").get(Pif.IP)).isEqualTo("192.0.2.99");
        assertThat(pif("eth1").get(Pif.CURRENTLY_ATTACHED)).as("eth1 is gone").isFalse();
    }

    @Test
    void watchesAHostWithoutMakingEventsOfNothing() throws Exception {
        Ref<Host> host = write(network(nic("eth0", "192.0.2.7")));
        var state = new AtomicReference<>(network(nic("eth0", "192.0.2.7")));
        var watch = new HostWatch(store, host, machine.machine(), InetAddress.getByName("0.0.0.0"), state::get);
        long quiet = store.snapshot().index();

        watch.look();
        assertThat(store.snapshot().index()).as("nothing has changed").isEqualTo(quiet);

        machine.write("proc/meminfo", "MemTotal: 4194304 kB\nMemAvailable: 1048576 kB\n");
        state.set(network(nic("eth0", "192.0.2.8")));
        watch.look();
        Row<HostMetrics> metrics = store.snapshot()
                .find(HostMetrics.CLASS, only(Host.CLASS).get(Host.METRICS))
                .orElseThrow();
        assertThat(metrics.get(HostMetrics.MEMORY_FREE)).isEqualTo(1L << 30);
        assertThat(pif("eth0").get(Pif.IP)).isEqualTo("192.0.2.8");
    }

    @Test
    void asksAHypervisorBelowOnceAndFollowsTheMemoryOfTheHostsOwnSystem() throws Exception {
        var asked = new AtomicInteger();
        var own = new AtomicLong(1L << 30);
        Machine above = machine.above(() -> {
            asked.incrementAndGet();
            return Optional.of(FakeMachine.below(own.get()));
        });
        inventory = inventory(above);
        Ref<Host> host = write(network());
        assertThat(asked).hasValue(1);

        own.set(512 << 20);
        new HostWatch(store, host, above, InetAddress.getByName("0.0.0.0"), InventoryTest::network).look();

        assertThat(asked).hasValue(2);
        Row<Vm> domain = store.snapshot()
                .find(Vm.CLASS, only(Host.CLASS).get(Host.CONTROL_DOMAIN))
                .orElseThrow();
        assertThat(store.snapshot()
                        .find(VmMetrics.CLASS, domain.get(Vm.METRICS))
                        .orElseThrow()
                        .get(VmMetrics.MEMORY_ACTUAL))
                .isEqualTo(512L << 20);
    }

    @Test
    void putsAHostBackIntoServiceAtTheNextStartUnlessToldOtherwise() throws Exception {
        Ref<Host> host = write(network());
        var availability = new HostAvailability(store, new HostAdmission());
        var call = NoCall.INSTANCE;

        availability.disable(call, host, true).toCompletableFuture().join();
        assertThat(only(Host.CLASS).get(Host.ENABLED)).isFalse();
        write(network());
        assertThat(only(Host.CLASS).get(Host.ENABLED)).isTrue();

        availability.disable(call, host, false).toCompletableFuture().join();
        write(network());
        assertThat(only(Host.CLASS).get(Host.ENABLED)).isFalse();
        availability.enable(call, host).toCompletableFuture().join();
        assertThat(only(Host.CLASS).get(Host.ENABLED)).isTrue();
    }

    private static List<ClassDef<?>> definitions() {
        var all = new ArrayList<>(AllClasses.definitions());
        all.add(HostRecord.CLASS);
        return all;
    }

    private Ref<Host> write(NetworkState state) throws Exception {
        return inventory.write(
                HOST,
                new Inventory.Network(InetAddress.getByName("0.0.0.0"), state, "bridge"),
                certificate(),
                folder.resolve("cache"),
                Files.createDirectories(folder.resolve("kernels")));
    }

    private static NetworkState network(HostInterface... nics) {
        return new NetworkState(
                List.of(nics), List.of(), new NetworkState.Dns(List.of("192.0.2.53"), List.of("example.org")));
    }

    private static HostInterface nic(String name, String ip) {
        return new HostInterface(
                new LinkName(name),
                "",
                "02:00:00:00:00:01",
                1500,
                true,
                true,
                1000,
                HostInterface.Duplex.FULL,
                Optional.empty(),
                false,
                Optional.of(new HostInterface.Hardware(
                        "pci", "e1000", "0000:00:03.0", "0x8086", "0x100e", "Intel Corporation", "Gigabit")),
                ip.isEmpty() ? List.of() : List.of(new Address(ip, 24, false, false, true)),
                ip.isEmpty() ? List.of() : List.of("192.0.2.1"));
    }

    private Row<Pif> pif(String device) {
        return rows(Pif.CLASS).stream()
                .filter(row -> row.get(Pif.DEVICE).equals(device))
                .findFirst()
                .orElseThrow();
    }

    private Optional<Row<Vm>> template(String name) {
        return rows(Vm.CLASS).stream()
                .filter(row -> row.get(Vm.NAME_LABEL).equals(name))
                .findFirst();
    }

    private <C> Collection<Row<C>> rows(ClassDef<C> definition) {
        return store.snapshot().table(definition).rows();
    }

    private <C> Row<C> only(ClassDef<C> definition) {
        assertThat(rows(definition)).hasSize(1);
        return rows(definition).iterator().next();
    }

    private Map<ClassDef<?>, Integer> counts() {
        Snapshot state = store.snapshot();
        return state.tables().stream()
                .collect(Collectors.toMap(
                        table -> table.definition(), table -> table.rows().size()));
    }

    private static X509Certificate certificate() throws Exception {
        try (var in = InventoryTest.class.getResourceAsStream("certificate.pem")) {
            byte[] pem = in.readAllBytes();
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(
                            new String(pem, StandardCharsets.US_ASCII).getBytes(StandardCharsets.US_ASCII)));
        }
    }
}
