package io.xapid.hypervisor.xen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.DomainState;
import io.xapid.hypervisor.HypervisorException.Reason;
import io.xapid.hypervisor.HypervisorRig;
import io.xapid.hypervisor.PciAddress;
import io.xapid.hypervisor.RigTest;
import io.xapid.hypervisor.VmId;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A device of the host that is a guest's alone, on a real Xen with an IOMMU. */
@Tag("xen")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class PassThroughXenTest extends RigTest {
    private static final VmId OTHER = VmId.of("6b0f9d2e-0000-4000-8000-000000000002");
    private static final PciAddress DEVICE = PciAddress.of("0000:00:10.0");

    @Override
    protected HypervisorRig rig() {
        return new XenRig(DomainConfig.HVM);
    }

    @BeforeAll
    static void loadWhatPassesDevicesOn() throws Exception {
        assertThat(new ProcessBuilder("modprobe", "xen-pciback").start().waitFor())
                .isZero();
    }

    private static DomainSpec with(DomainSpec guest) {
        return guest.withHostDevices(List.of(DEVICE));
    }

    @Test
    void isSeenInTheGuestAndNobodyElseGetsIt() {
        hypervisor.create(with(rig.guest(VM)));
        boot();
        ((XenRig) rig).type(VM, "cat /sys/bus/pci/devices/*/device | tr '\\n' ' '; echo are there");
        Path log = hypervisor.consolesOf(VM).serialLog().orElseThrow();
        eventually(() -> assertThat(log).content(ISO_8859_1).containsPattern("0x0005 .*are there"));

        hypervisor.create(with(rig.guest(OTHER)));
        try {
            refused(Reason.FAILED, () -> hypervisor.build(OTHER));
            assertThat(hypervisor.stateOf(OTHER)).isEqualTo(DomainState.CREATED);
        } finally {
            hypervisor.destroy(OTHER);
        }
        var nowhere = Channels.newChannel(new ByteArrayOutputStream());
        refused(Reason.UNSUPPORTED, () -> hypervisor.suspend(VM, nowhere));
        assertThat(hypervisor.stateOf(VM)).isEqualTo(DomainState.RUNNING);

        hypervisor.reset(VM);
        eventually(() -> assertThat(hypervisor.guestReportOf(VM)).isPresent());
        hypervisor.destroy(VM);
        hypervisor.create(with(rig.guest(OTHER)));
        hypervisor.build(OTHER);
        hypervisor.destroy(OTHER);
    }

    @Test
    void isRefusedWhereItCannotBe() {
        refused(
                Reason.UNSUPPORTED,
                () -> hypervisor.create(
                        with(rig.guest(VM)).withPlatform(Map.of(DomainConfig.TYPE_KEY, DomainConfig.PVH))));
        hypervisor.create(rig.guest(VM).withHostDevices(List.of(PciAddress.of("0000:00:0f.7"))));
        refused(Reason.FAILED, () -> hypervisor.build(VM));
        assertThat(hypervisor.stateOf(VM)).isEqualTo(DomainState.CREATED);
    }
}
