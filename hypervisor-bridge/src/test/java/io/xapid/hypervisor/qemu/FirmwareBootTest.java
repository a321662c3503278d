package io.xapid.hypervisor.qemu;

import static io.xapid.hypervisor.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.xapid.hypervisor.Boot;
import io.xapid.hypervisor.Boot.BootDevice;
import io.xapid.hypervisor.Boot.FirmwareKind;
import io.xapid.hypervisor.Disk;
import io.xapid.hypervisor.DomainSpec;
import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.Medium;
import io.xapid.hypervisor.Nic;
import io.xapid.hypervisor.VmId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which device a guest's firmware boots from, told by boot sectors that say their name on the serial line. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FirmwareBootTest {
    private static final VmId VM = new VmId(UUID.fromString("6b0f9d2e-0000-4000-8000-0000000000cc"));
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final QemuRig rig = new QemuRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void theDiskInTheLowestSlotIsTriedFirst() throws IOException {
        start(bios(BootDevice.DISK).plus(Disk.of(2, bootable("second"))).plus(Disk.of(1, bootable("first"))));
        says("<first>");
    }

    @Test
    void theOrderOfKindsIsKeptAndADeviceThatCannotBootIsPassedOver() throws IOException {
        start(bios(BootDevice.CDROM, BootDevice.DISK)
                .plus(Disk.cdrom(0, Optional.of(rig.blankDisk())))
                .plus(new Disk(3, Disk.Kind.DISK, Optional.of(bootable("disk")), false, Disk.Bus.EMULATED)));
        says("<disk>");
    }

    @Test
    void aKindThatIsNotNamedHasNoPlaceInTheOrderAndTheOrderIsStrict() {
        var spec = bios(BootDevice.NETWORK)
                .plus(Disk.of(0, rig.blankDisk()))
                .plus(Nic.of(0, "52:54:00:00:00:01", rig.network()));
        assertThat(Devices.bootOrder(spec)).containsExactly(Devices.nicId(0));
        var line = new QemuCommand(
                        Path.of("qemu"),
                        new Accelerator(Accelerator.Kind.TCG, "a test", true),
                        Optional.empty(),
                        new Devices(false),
                        Clock.systemUTC())
                .of(spec, false);
        assertThat(line).containsSequence("-boot", "strict=on,menu=off");
        assertThat(line).filteredOn(argument -> argument.contains("bootindex")).hasSize(1);
    }

    @Test
    void uefiIsRefusedWhereThereIsNone() {
        var hypervisor = rig.open();
        assumeTrue(!hypervisor.capabilities().firmware().contains(FirmwareKind.UEFI), "this host has UEFI firmware");
        var uefi = new Boot.Firmware(FirmwareKind.UEFI, List.of(BootDevice.DISK), Optional.empty());
        assertThatThrownBy(() -> hypervisor.create(rig.guest(VM).withBoot(uefi)))
                .isInstanceOfSatisfying(
                        HypervisorException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(HypervisorException.Reason.UNSUPPORTED));
    }

    private DomainSpec bios(BootDevice... order) {
        return rig.guest(VM).withBoot(Boot.Firmware.bios(order));
    }

    private void start(DomainSpec spec) {
        var hypervisor = rig.open();
        hypervisor.create(spec);
        hypervisor.build(VM);
        hypervisor.unpause(VM);
    }

    private void says(String word) {
        eventually(
                PATIENCE,
                () -> assertThat(rig.directory(VM).tail(RunDirectory.SERIAL_LOG, 8_192))
                        .isEqualTo(word));
    }

    /** A disk whose boot sector writes a word to the first serial port and stops. */
    private Medium bootable(String word) throws IOException {
        var code = new ByteArrayOutputStream();
        code.writeBytes(new byte[] {(byte) 0xba, (byte) 0xf8, 0x03}); // mov dx, 0x3f8
        for (byte letter : ("<" + word + ">").getBytes(StandardCharsets.US_ASCII)) {
            code.writeBytes(new byte[] {(byte) 0xb0, letter, (byte) 0xee}); // mov al, letter; out dx, al
        }
        code.writeBytes(new byte[] {(byte) 0xfa, (byte) 0xf4, (byte) 0xeb, (byte) 0xfd}); // cli; halt, for ever
        var sector = ByteBuffer.allocate(512).put(code.toByteArray());
        sector.put(510, (byte) 0x55).put(511, (byte) 0xaa).rewind();
        Medium medium = rig.blankDisk();
        try (var disk = FileChannel.open(medium.path(), StandardOpenOption.WRITE)) {
            disk.write(sector, 0);
        }
        return medium;
    }
}
