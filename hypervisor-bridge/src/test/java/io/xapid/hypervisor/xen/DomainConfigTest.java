package io.xapid.hypervisor.xen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.MemorySpec;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.VcpuSpec;
import io.xapid.hypervisor.VmId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    @Test
    void namesAGuestByItsUuidAndGivesItWhatItsSpecSays() throws Exception {
        JsonNode config = new ObjectMapper().readTree(DomainConfig.of(SPEC, 1));

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
        assertThat(DomainConfig.of(SPEC.withPlatform(Map.of("domain_type", "pv")), 1))
                .contains("\"type\":\"pv\"", "\"type.pv\":{}")
                .doesNotContain("pvh");
    }

    @Test
    void namesDrivesAsLinuxDoes() {
        assertThat(DomainConfig.device(0)).isEqualTo("xvda");
        assertThat(DomainConfig.device(25)).isEqualTo("xvdz");
        assertThat(DomainConfig.device(26)).isEqualTo("xvdaa");
        assertThat(DomainConfig.device(254)).isEqualTo("xvdiu");
        assertThat(XenCounters.deviceNumber(0)).isEqualTo(51_712);
        assertThat(XenCounters.deviceNumber(1)).isEqualTo(51_728);
        assertThat(XenCounters.deviceNumber(16)).isEqualTo(268_439_552);
    }
}
