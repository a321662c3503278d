package io.xapid.hypervisor.xen;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.hypervisor.HypervisorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XenOwnSystemTest {
    private static final long MIB = 1L << 20;

    @TempDir
    private Path folder;

    @Test
    void keepsWhatItsProgramsHoldAndSomeMore() throws Exception {
        Path file = memory("MemTotal:  2048000 kB\nMemFree: 1 kB\nMemAvailable:    1024000 kB\n");

        assertThatCode(() -> XenOwnSystem.check(1_128 * MIB, 2_048 * MIB, file)).doesNotThrowAnyException();
        assertThatThrownBy(() -> XenOwnSystem.check(1_127 * MIB, 2_048 * MIB, file))
                .isInstanceOf(HypervisorException.class)
                .hasMessage("the control domain can have 1128 to 2048 MiB of memory now, not 1127");
        assertThatThrownBy(() -> XenOwnSystem.check(2_049 * MIB, 2_048 * MIB, file))
                .hasMessageContaining("not 2049");
    }

    @Test
    void isNotChangedIfNobodyKnowsWhatItUses() throws Exception {
        Path file = memory("MemTotal: 1 kB\n");

        assertThatThrownBy(() -> XenOwnSystem.check(2_000 * MIB, 2_048 * MIB, file))
                .hasMessageContaining("cannot tell");
    }

    private Path memory(String text) throws IOException {
        return Files.writeString(folder.resolve("meminfo"), text);
    }
}
