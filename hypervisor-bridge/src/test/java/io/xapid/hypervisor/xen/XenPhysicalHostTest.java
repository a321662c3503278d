package io.xapid.hypervisor.xen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.xapid.hypervisor.PhysicalHost;
import io.xapid.hypervisor.xen.libxl.DomainInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class XenPhysicalHostTest {
    private static final long MIB = 1L << 20;

    @Test
    void countsWhatXenItselfTakesWithoutWhatGuestsCostIt() throws Exception {
        var physical = new ObjectMapper().readTree("""
                {"threads_per_core": 2, "cores_per_socket": 4, "nr_cpus": 16, "cpu_khz": 2600000,
                 "total_pages": 1048576, "free_pages": 400000, "scrub_pages": 1000, "outstanding_pages": 256,
                 "cap_hvm_directio": true}
                """);

        PhysicalHost host = XenPhysicalHost.of(
                physical,
                List.of(domain(0, 2_048, Long.MAX_VALUE, 2, false), domain(7, 100, 128, 1, true)),
                "credit2",
                Map.of("host", "1-2"));

        long free = 401_000L * 4_096;
        assertThat(host.memory().total()).isEqualTo(4_096 * MIB);
        assertThat(host.memory().free()).isEqualTo(free - MIB);
        assertThat(host.memory().hypervisor()).isEqualTo((4_096 - 2_048 - 100 - 2) * MIB - free);
        assertThat(host.processors())
                .isEqualTo(new PhysicalHost.Processors(16, 4, 2, 2_600_000, Map.of("host", "1-2")));
        assertThat(host.control()).isEqualTo(new PhysicalHost.ControlDomain(2_048 * MIB, 4_096 * MIB, 2));
        assertThat(host.scheduler()).isEqualTo("credit2");
        assertThat(host.iommu()).isTrue();
    }

    private static DomainInfo domain(int number, long mebibytes, long most, int vcpus, boolean machine) {
        long mostKib = most == Long.MAX_VALUE ? most : most << 10;
        return new DomainInfo(
                number,
                new UUID(0, number),
                false,
                Optional.empty(),
                false,
                mebibytes << 10,
                mostKib,
                vcpus,
                vcpus,
                machine);
    }
}
