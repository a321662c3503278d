package io.xapid.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.PhysicalHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    @TempDir
    Path root;

    @Test
    void readsWhatLinuxTells() throws IOException {
        Machine machine = new FakeMachine(root).machine();

        assertThat(machine.hostname()).isEqualTo("tower");
        assertThat(machine.kernelRelease()).isEqualTo("6.1.0-56-amd64");
        assertThat(machine.memoryTotalBytes()).isEqualTo(4L << 30);
        assertThat(machine.memoryFreeBytes()).isEqualTo(3L << 30);
        assertThat(machine.bootTime()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        assertThat(machine.timezone()).isEqualTo("Europe/London");
        assertThat(machine.biosStrings()).containsExactly(Map.entry("system-manufacturer", "Example Ltd"));
        assertThat(machine.processors()).hasSize(2);
        assertThat(machine.processors().get(1))
                .isEqualTo(new Processor(
                        1, 0, "GenuineIntel", "Example CPU", 6, 167, "1", 2599, "fpu vme sse2 pni avx lm avx2"));
    }

    @Test
    void believesTheHypervisorBelowItsKernel() throws IOException {
        var below = new PhysicalHost(
                new PhysicalHost.Memory(8L << 30, 3L << 30, 100 << 20),
                new PhysicalHost.Processors(8, 2, 2, 2_600_000, Map.of("host", "1-2")),
                new PhysicalHost.ControlDomain(1L << 30, 2L << 30, 1),
                "credit2",
                true);
        FakeMachine kernel = new FakeMachine(root);
        var machine = new Machine(new MachineFiles(root), Clock.systemUTC(), () -> Optional.of(below));

        assertThat(machine.memoryTotalBytes()).isEqualTo(8L << 30);
        assertThat(machine.memoryFreeBytes()).isEqualTo(3L << 30);
        assertThat(machine.memoryOfHypervisorBytes()).isEqualTo(100 << 20);
        assertThat(machine.processors()).extracting(Processor::number).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(machine.processors()).extracting(Processor::socket).containsExactly(0, 0, 0, 0, 1, 1, 1, 1);
        assertThat(machine.processors().get(7).modelName())
                .isEqualTo(kernel.machine().processors().get(0).modelName());
        assertThat(machine.ownSystem()).isEqualTo(below.control());
        assertThat(machine.hasIommu()).isTrue();
    }

    @Test
    void makesDoWithAMachineThatTellsNothing() {
        var machine = new Machine(new MachineFiles(root), Clock.systemUTC(), Optional::empty);

        assertThat(machine.hostname()).isEqualTo("localhost");
        assertThat(machine.memoryTotalBytes()).isZero();
        assertThat(machine.processors()).isEmpty();
        assertThat(machine.bootTime()).isEqualTo(Instant.EPOCH);
        assertThat(machine.biosStrings()).isEmpty();
        assertThat(machine.hasIommu()).isFalse();
        assertThat(machine.hasSecureBoot()).isFalse();
        assertThat(machine.timezone()).isEqualTo("UTC");
    }

    @Test
    void seesAnIommuOnlyWhereThereIsOne() throws IOException {
        Files.createDirectories(root.resolve("sys/class/iommu/dmar0"));

        assertThat(new FakeMachine(root).machine().hasIommu()).isTrue();
    }

    @Test
    void takesNoControlCharacterFromFirmware() throws IOException {
        var files = new FakeMachine(root);
        files.write("sys/class/dmi/id/product_name", "Box\u0007\u001b[31m");

        assertThat(files.machine().biosStrings()).containsEntry("system-product-name", "Box??[31m");
    }

    @Test
    void writesFeaturesAsCpuidWords() {
        assertThat(CpuFeatureWords.of("fpu vme sse2 pni avx lm avx2"))
                .isEqualTo("04000003-10000001-20000000-00000000-00000020-00000000-00000000");
    }
}
