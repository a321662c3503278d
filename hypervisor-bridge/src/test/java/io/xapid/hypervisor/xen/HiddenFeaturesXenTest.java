package io.xapid.hypervisor.xen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.CpuFeatureSet;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.HypervisorRig;
import io.xapid.hypervisor.RigTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a guest itself finds of its processor, on a real Xen. */
@Tag("xen")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class HiddenFeaturesXenTest extends RigTest {
    private static final int LEAF_1_ECX = 1;
    private static final int SSE4_2 = 1 << 20;

    private static final int LEAF_7_EBX = 5;
    private static final int BMI1 = 1 << 3;

    @Override
    protected HypervisorRig rig() {
        return new XenRig(DomainConfig.PVH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pv", "pvh", "hvm"})
    void aGuestFindsOnlyWhatItMaySee(String type) {
        CpuFeatureSet given = given(type.equals("pv") ? "pv" : "hvm");
        assertThat(given.word(LEAF_1_ECX) & SSE4_2)
                .as("the lab's processor has it")
                .isNotZero();
        assertThat(given.word(LEAF_7_EBX) & BMI1)
                .as("the lab's processor has it")
                .isNotZero();

        String all = flags(type, given);
        String some = flags(type, given.without(bits(LEAF_1_ECX, SSE4_2)).without(bits(LEAF_7_EBX, BMI1)));

        assertThat(all.split(" ")).contains("sse4_1", "sse4_2", "bmi1");
        assertThat(some.split(" ")).contains("sse4_1").doesNotContain("sse4_2", "bmi1");
    }

    @Test
    void aGuestThatHasSeenMoreDoesNotGoOnHere() {
        hypervisor.create(seeing("pvh", new CpuFeatureSet(Collections.nCopies(6, -1))));
        var saved = Channels.newChannel(new ByteArrayInputStream(new byte[0]));
        refused(Reason.UNSUPPORTED, () -> hypervisor.restore(VM, saved));
    }

    private CpuFeatureSet given(String kind) {
        Map<String, String> told =
                hypervisor.physicalHost().orElseThrow().processors().features();
        return CpuFeatureSet.parse(told.getOrDefault(kind, "")).orElseThrow();
    }

    private static CpuFeatureSet bits(int word, int bits) {
        var words = new ArrayList<Integer>();
        for (int i = 0; i < word; i++) {
            words.add(0);
        }
        words.add(bits);
        return new CpuFeatureSet(words);
    }

    private DomainSpec seeing(String type, CpuFeatureSet features) {
        var guest = new XenRig(type).guest(VM);
        var platform = new HashMap<>(guest.platform());
        platform.put(CpuMask.KEY, features.toString());
        return guest.withPlatform(platform);
    }

    /** What Linux in the guest says of its processor. */
    private String flags(String type, CpuFeatureSet features) {
        hypervisor.create(seeing(type, features));
        boot();
        String end = "these are all, " + features.hashCode(); // a log may have been begun for an earlier guest
        ((XenRig) rig).type(VM, "echo; grep -m1 ^flags /proc/cpuinfo; echo " + end);
        Path log = hypervisor.consolesOf(VM).serialLog().orElseThrow();
        eventually(() -> assertThat(log).content(ISO_8859_1).containsPattern("\n" + end));
        List<String> lines = lines(log);
        String said = lines.get(lines.size() - 1).strip();
        hypervisor.destroy(VM);
        return said;
    }

    private static List<String> lines(Path log) {
        try (var lines = Files.lines(log, ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("flags")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
