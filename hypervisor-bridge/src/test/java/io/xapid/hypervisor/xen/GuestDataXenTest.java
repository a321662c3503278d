package io.xapid.hypervisor.xen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.GuestData;
import io.xapid.hypervisor.HypervisorRig;
import io.xapid.hypervisor.RigTest;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a guest finds in its part of xenstore, on a real Xen. */
@Tag("xen")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class GuestDataXenTest extends RigTest {
    @Override
    protected HypervisorRig rig() {
        return new XenRig(DomainConfig.PVH);
    }

    @Test
    void theGuestReadsItAndWritesThereTooAndFindsItAgainAfterARestart() {
        String word = UUID.randomUUID().toString();
        hypervisor.create(rig.guest(VM).withData(new GuestData(Map.of("net/hostname", word, "other", "two words"))));
        boot();
        Path log = hypervisor.consolesOf(VM).serialLog().orElseThrow();

        type("xenstore-write vm-data/answer 42; xenstore-ls vm-data | tr '\\n' ' '; echo");
        eventually(() -> assertThat(log)
                .content(ISO_8859_1)
                .containsPattern("net = \"\"\\s+hostname = \"" + word + "\"")
                .contains("other = \"two words\"")
                .contains("answer = \"42\""));

        hypervisor.reset(VM);
        eventually(() -> assertThat(hypervisor.guestReportOf(VM)).isPresent());
        type("echo again $(xenstore-read vm-data/net/hostname)");
        eventually(() -> assertThat(log).content(ISO_8859_1).contains("again " + word));
    }

    private void type(String line) {
        ((XenRig) rig).type(VM, line);
    }
}
