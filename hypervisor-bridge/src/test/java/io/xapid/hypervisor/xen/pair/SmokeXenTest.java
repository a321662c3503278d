package io.xapid.hypervisor.xen.pair;

import static io.xapid.hypervisor.DomainState.ABSENT;
import static io.xapid.hypervisor.DomainState.PAUSED;
import static io.xapid.hypervisor.DomainState.POWERED_OFF;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One guest's whole life, on both hosts: the least that must work. */
@Tag("xen-pair")
class SmokeXenTest extends TwoHosts {
    @Test
    void aGuestStartsPausesIsSavedRestoredMovedAndShutDown() throws Exception {
        start("pvh");
        here.pause(VM);
        assertThat(here.stateOf(VM)).isEqualTo(PAUSED);
        here.unpause(VM);

        Path saved = folder.resolve("saved");
        try (var to = Files.newByteChannel(saved, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            here.suspend(VM, to);
        }
        here.destroy(VM);
        here.create(MovingGuest.spec(VM, "pvh"));
        try (var from = Files.newByteChannel(saved)) {
            here.restore(VM, from);
        }
        here.unpause(VM);
        Eventually.eventually(PATIENCE, () -> assertThat(here.guestReportOf(VM)).isPresent());

        moveThere("pvh");
        there.does("unpause", VM);
        here.destroy(VM);
        Eventually.eventually(PATIENCE, () -> assertThat(reportsThere()).isEqualTo("true"));
        there.does("shutdown", VM);
        Eventually.eventually(PATIENCE, () -> assertThat(stateThere()).isEqualTo(POWERED_OFF.name()));
        there.does("destroy", VM);
        assertThat(stateThere()).isEqualTo(ABSENT.name());
    }

    private String stateThere() {
        try {
            return there.does("state", VM);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
