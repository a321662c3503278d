package io.xapid.hypervisor.xen;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.HypervisorRig;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.RigTest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever serves a drive counts what went through it, on a real Xen. */
@Tag("xen")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class DriveCountersXenTest extends RigTest {
    private static final long READ_BYTES = 4L << 20;

    @TempDir
    private Path folder;

    @Override
    protected HypervisorRig rig() {
        return new XenRig(DomainConfig.PVH);
    }

    @ParameterizedTest
    @CsvSource({"pvh, qcow2", "pvh, raw", "hvm, qcow2", "hvm, raw"})
    void whatTheGuestReadsIsCounted(String type, String format) throws Exception {
        Path image = folder.resolve("image." + format);
        assertThat(new ProcessBuilder("qemu-img", "create", "-q", "-f", format, image.toString(), "8M")
                        .start()
                        .waitFor())
                .isZero();
        Medium medium = format.equals("raw") ? Medium.raw(image) : Medium.qcow2(image);
        hypervisor.create(new XenRig(type)
                .guest(VM)
                .withPlatform(Map.of(DomainConfig.TYPE_KEY, type))
                .plus(Disk.of(1, medium)));
        boot();
        long before = read();

        ((XenRig) rig).type(VM, "dd if=/dev/xvdb of=/dev/null bs=1M count=4");

        eventually(() -> assertThat(read()).isGreaterThanOrEqualTo(before + READ_BYTES));
        assertThat(hypervisor.statisticsOf(VM).disks()).containsOnlyKeys(1);
    }

    private long read() {
        return Optional.ofNullable(hypervisor.statisticsOf(VM).disks().get(1))
                .orElseThrow()
                .readBytes();
    }
}
