package io.xapid.hypervisor.xen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Consoles;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.MemorySpec;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.PciAddress;
import io.xapid.hypervisor.VcpuShare;
import io.xapid.hypervisor.VcpuSpec;
import io.xapid.hypervisor.VmId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DomainConfigTest {
    private static final VmId VM = VmId.of("6b0f9d2e-0000-4000-8000-000000000001");

    static final DomainSpec SPEC = DomainSpec.of(
                    VM,
                    "name / for \"people\"",
                    new MemorySpec(256L << 20, 128L << 20, 192L << 20),
                    new VcpuSpec(1, 2, 1),
                    new Boot.DirectKernel(Path.of("/k"), Optional.of(Path.of("/i")), "console=hvc0 \"quoted\""))
            .withDisks(List.of(
                    Disk.of(0, Medium.qcow2(Path.of("/disk, one"))).asReadOnly(),
                    Disk.cdrom(3, Optional.empty()),
                    Disk.cdrom(4, Optional.of(Medium.raw(Path.of("/disc"))))))
            .withNics(List.of(Nic.of(2, "52:54:00:12:34:01", new Nic.Attachment.Bridge("xenbr0"))));

    static final DomainSpec MACHINE = SPEC.withBoot(new Boot.Firmware(
                    Boot.FirmwareKind.UEFI, List.of(Boot.BootDevice.CDROM, Boot.BootDevice.DISK), Optional.empty()))
            .withPlatform(Map.of("viridian", "true", "hpet", "0", "timeoffset", "-3600", "nx", "perhaps"));

    static String config(DomainSpec spec) {
        var firmware = new XenFirmware(
                Optional.of(Path.of("/qemu")),
                Map.of(Boot.FirmwareKind.BIOS, Path.of("/bios"), Boot.FirmwareKind.UEFI, Path.of("/uefi")));
        var offers = new XenOffers(firmware, bootloaders(), CpuMaskTest.MASK);
        return new DomainConfig(spec, new GuestFiles(Path.of("/guests/1")), offers).whole(1);
    }

    private static XenBootloaders bootloaders() {
        return new XenBootloaders(Optional.of(Path.of("/pygrub")), Map.of("pv", Path.of("/grub.elf")));
    }

    static DomainSpec bootedBy(Boot.BootloaderKind bootloader) {
        return SPEC.withBoot(new Boot.Bootloader(bootloader, 4, List.of("--entry=2"), "single\n"))
                .withPlatform(Map.of("domain_type", "pv"));
    }

    @Test
    void hasAKernelFoundInTheGuestsDisk() throws Exception {
        JsonNode config = new ObjectMapper().readTree(config(bootedBy(Boot.BootloaderKind.PYGRUB)));

        JsonNode building = config.path("b_info");
        assertThat(config.path("disks").findValuesAsText("vdev")).containsExactly("xvde", "xvda");
        assertThat(building.path("bootloader").asText()).isEqualTo("/pygrub");
        assertThat(building.path("bootloader_args").toString()).isEqualTo("[\"--entry=2\"]");
        assertThat(building.path("cmdline").asText()).isEqualTo("single?");
        assertThat(building.has("kernel")).isFalse();
    }

    static final DomainSpec WITH_A_DEVICE = SPEC.withHostDevices(List.of(new PciAddress(1, 0x3b, 2, 7)))
            .withPlatform(Map.of("domain_type", "pv", "cpu-pool", "Pool-0"));

    @Test
    void hasDevicesOfTheHostAndAPoolOfProcessors() throws Exception {
        JsonNode config = new ObjectMapper().readTree(config(WITH_A_DEVICE));

        assertThat(config.path("pcidevs").toString())
                .isEqualTo("[{\"func\":7,\"dev\":2,\"bus\":59,\"domain\":1,\"seize\":true}]");
        assertThat(config.path("c_info").path("pool_name").asText()).isEqualTo("Pool-0");
        assertThat(config(SPEC)).doesNotContain("pcidevs", "pool_name");
    }

    @Test
    void bootsGrubAsAKernel() throws Exception {
        JsonNode building = new ObjectMapper()
                .readTree(config(bootedBy(Boot.BootloaderKind.PVGRUB)))
                .path("b_info");

        assertThat(building.path("kernel").asText()).isEqualTo("/grub.elf");
        assertThat(building.has("bootloader")).isFalse();
    }

    @Test
    void givesAMachineItsFirmwareDrivesScreenAndSerialLine() throws Exception {
        JsonNode config = new ObjectMapper().readTree(config(MACHINE));

        JsonNode machine = config.path("b_info").path("type.hvm");
        JsonNode expected = new ObjectMapper().readTree("""
                {"boot": "dc", "bios": "ovmf", "system_firmware": "/uefi", "pae": "True", "nx": "True", "hpet": "False",
                 "viridian": "True", "xen_platform_pci": "True",
                 "vnc": {"enable": "True", "listen": "unix:/guests/1/vnc.sock,share=force-shared",
                         "findunused": "False"},
                 "vga": {"kind": "std"},
                 "serial": "unix:/guests/1/serial.sock,server=on,wait=off,logfile=/guests/1/serial.log,logappend=on",
                 "usb": "True", "usbdevice_list": ["tablet"]}
                """);
        assertThat(machine.toPrettyString()).isEqualTo(expected.toPrettyString());
        assertThat(config.path("c_info").path("type").asText()).isEqualTo("hvm");
        assertThat(config.path("b_info").path("rtc_timeoffset").asLong()).isEqualTo((1L << 32) - 3_600);
        assertThat(config.path("b_info").path("nested_hvm").asText()).isEqualTo("False");
        assertThat(config.path("b_info").path("video_memkb").asLong()).isEqualTo(16 << 10);
        assertThat(config.path("disks").toString()).isEqualTo("""
                [{"pdev_path":"/guests/1/drive-0","vdev":"hda","format":"qcow2","readwrite":0},\
                {"pdev_path":"/guests/1/no-disc","vdev":"hdd","format":"raw","removable":1,"readwrite":0,"is_cdrom":1},\
                {"pdev_path":"/disc","vdev":"xvde","format":"raw","readwrite":0}]""");
        assertThat(config.path("nics").get(0).path("nictype").asText()).isEqualTo("vif_ioemu");
        assertThat(Drives.emptied(MACHINE)).containsExactly("""
                {"pdev_path":"","vdev":"hdd","format":"empty","removable":1,"readwrite":0,"is_cdrom":1}""");
        assertThat(Drives.emptied(SPEC)).isEmpty();
    }

    @Test
    void givesAGuestItsShareOfProcessors() throws Exception {
        var share = new VcpuShare(512, 50, Set.of(3, 1));
        DomainSpec spec = SPEC.withVcpus(SPEC.vcpus().withShare(share));

        JsonNode building = new ObjectMapper().readTree(config(spec)).path("b_info");

        assertThat(building.path("sched_params").toString()).isEqualTo("{\"weight\":512,\"cap\":50}");
        assertThat(building.path("vcpu_hard_affinity").toString()).isEqualTo("[[1,3],[1,3]]");
        assertThat(config(SPEC)).doesNotContain("sched_params", "vcpu_hard_affinity");
    }

    @Test
    void bootsAKernelInAMachineToo() throws Exception {
        DomainSpec spec = SPEC.withPlatform(Map.of("domain_type", "hvm", "vga", "cirrus", "videoram", "7"))
                .withConsoles(new Consoles(false, false));

        JsonNode config = new ObjectMapper().readTree(config(spec));

        JsonNode machine = config.path("b_info").path("type.hvm");
        assertThat(config.path("b_info").path("kernel").asText()).isEqualTo("/k");
        assertThat(machine.has("boot")).isFalse();
        assertThat(machine.has("serial")).isFalse();
        assertThat(machine.path("bios").asText()).isEqualTo("seabios");
        assertThat(machine.path("vga").path("kind").asText()).isEqualTo("none");
        assertThat(machine.path("vnc").path("enable").asText()).isEqualTo("False");
        assertThat(config.path("nics").get(0).path("nictype").asText()).isEqualTo("vif");
    }

    @Test
    void givesAScreenThePowerOfTwoThatIsWished() throws Exception {
        assertThat(video(Map.of())).isEqualTo(16);
        assertThat(video(Map.of("videoram", "4"))).isEqualTo(16);
        assertThat(video(Map.of("videoram", "48"))).isEqualTo(32);
        assertThat(video(Map.of("videoram", "4096"))).isEqualTo(256);
        assertThat(video(Map.of("videoram", "much"))).isEqualTo(16);
        assertThat(video(Map.of("vga", "cirrus"))).isEqualTo(8);
    }

    @Test
    void setsMoreMemoryAsideForPageTablesIfThatIsWished() throws Exception {
        assertThat(config(MACHINE)).contains("\"hap\":\"True\"").doesNotContain("shadow_memkb");
        assertThat(config(MACHINE.withPlatform(Map.of("shadow-multiplier", "1.5", "hap", "false"))))
                .contains("\"shadow_memkb\":6144", "\"hap\":\"False\"");
        for (String wrong : new String[] {"0.5", "1", "much", "101", "1e9"}) {
            assertThat(config(MACHINE.withPlatform(Map.of("shadow-multiplier", wrong))))
                    .doesNotContain("shadow_memkb");
        }
    }

    private static long video(Map<String, String> platform) throws Exception {
        return new ObjectMapper()
                        .readTree(config(MACHINE.withPlatform(platform)))
                        .path("b_info")
                        .path("video_memkb")
                        .asLong()
                >> 10;
    }

    @Test
    void namesAGuestByItsUuidAndGivesItWhatItsSpecSays() throws Exception {
        JsonNode config = new ObjectMapper().readTree(config(SPEC));

        JsonNode expected = new ObjectMapper().readTree("""
                {"c_info": {"type": "pvh", "name": "6b0f9d2e-0000-4000-8000-000000000001",
                            "uuid": "6b0f9d2e-0000-4000-8000-000000000001", "run_hotplug_scripts": "True"},
                 "b_info": {"max_vcpus": 2, "max_memkb": 262144, "target_memkb": 196608, "avail_vcpus": [0],
                            "kernel": "/k", "ramdisk": "/i", "cmdline": "console=hvc0 \\"quoted\\"", "type.pvh": {}},
                 "disks": [{"pdev_path": "/disk, one", "vdev": "xvda", "format": "qcow2", "readwrite": 0},
                           {"pdev_path": "/disc", "vdev": "xvde", "format": "raw", "readwrite": 0}],
                 "nics": [{"devid": 2, "mac": "52:54:00:12:34:01", "mtu": 1500, "nictype": "vif", "bridge": "xenbr0"}],
                 "on_poweroff": "preserve", "on_reboot": "preserve", "on_watchdog": "preserve", "on_crash": "preserve"}
                """);
        assertThat(config.toPrettyString()).isEqualTo(expected.toPrettyString());
    }

    @Test
    void bootsAKernelAsPvOnlyIfThatIsSaid() {
        assertThat(DomainConfig.typeOf(SPEC)).isEqualTo("pvh");
        assertThat(DomainConfig.typeOf(SPEC.withPlatform(Map.of("domain_type", "pv"))))
                .isEqualTo("pv");
        assertThat(config(SPEC.withPlatform(Map.of("domain_type", "pv"))))
                .contains("\"type\":\"pv\"", "\"type.pv\":{}")
                .doesNotContain("pvh");
    }

    @Test
    void namesDrivesAsLinuxDoes() {
        assertThat(Drives.name(0)).isEqualTo("xvda");
        assertThat(Drives.name(25)).isEqualTo("xvdz");
        assertThat(Drives.name(26)).isEqualTo("xvdaa");
        assertThat(Drives.name(254)).isEqualTo("xvdiu");
        assertThat(Drives.number(0)).isEqualTo(51_712);
        assertThat(Drives.number(1)).isEqualTo(51_728);
        assertThat(Drives.number(16)).isEqualTo(268_439_552);
        assertThat(Drives.oldName(3)).isEqualTo("hdd");
        assertThat(List.of(0, 1, 2, 3)).extracting(Drives::oldNumber).containsExactly(768, 832, 5_632, 5_696);
        assertThat(Drives.numbers(4)).containsExactly(51_776);
    }
}
