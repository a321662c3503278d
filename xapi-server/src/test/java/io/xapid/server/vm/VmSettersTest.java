package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.VcpuShare;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmMetrics;
import io.xapid.model.vm.VmOperation;
import io.xapid.server.job.JobKind;
import io.xapid.server.job.JobOrder;
import io.xapid.server.job.JobRun;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of VMs that check, or change more than their own field. The guest has 64, 128, 128, 128 MiB and one processor. */
class VmSettersTest {
    private static final long MIB = 1L << 20;

    private final VmRig rig = new VmRig();
    private final Ref<Vm> vm = rig.guest("guest");

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void memoryIsSetAsAWhole() {
        set("set_memory", mib(256));

        assertLimits(64, 256, 256, 256);
        assertThat(row().get(Vm.MEMORY_OVERHEAD)).isEqualTo(MemoryModel.overhead(row()));
        assertThat(refused("set_memory", mib(32))).containsExactly("MEMORY_CONSTRAINT_VIOLATION_ORDER");
        assertLimits(64, 256, 256, 256);
    }

    @Test
    void memoryLimitsAreSetOneByOneInTheirOrder() {
        set("set_memory_static_max", mib(512));
        set("set_memory_dynamic_max", mib(256));
        set("set_memory_dynamic_min", mib(96));
        set("set_memory_static_min", mib(80));
        assertLimits(80, 96, 256, 512);
        assertThat(row().get(Vm.MEMORY_TARGET)).isEqualTo(96 * MIB);

        assertThat(refused("set_memory_static_max", mib(200))).containsExactly("MEMORY_CONSTRAINT_VIOLATION_ORDER");
        assertThat(refused("set_memory_dynamic_max", mib(600))).containsExactly("MEMORY_CONSTRAINT_VIOLATION_ORDER");
        assertThat(refused("set_memory_dynamic_min", mib(79))).containsExactly("MEMORY_CONSTRAINT_VIOLATION_ORDER");
        assertThat(refused("set_memory_static_min", mib(97))).containsExactly("MEMORY_CONSTRAINT_VIOLATION_ORDER");
        assertThat(refused("set_memory_static_min", "-1")).containsExactly("MEMORY_CONSTRAINT_VIOLATION_ORDER");
        assertLimits(80, 96, 256, 512);
    }

    @Test
    void memoryLimitsAreSetAllAtOnce() {
        set("set_memory_limits", mib(100), mib(400), mib(200), mib(300));
        assertLimits(100, 200, 300, 400);
        set("set_memory_static_range", mib(50), mib(500));
        assertLimits(50, 200, 300, 500);
        set("set_memory_dynamic_range", mib(60), mib(70));
        assertLimits(50, 60, 70, 500);
    }

    @Test
    void staticMemoryIsNotChangedUnderARunningGuest() {
        rig.start(vm);

        for (String setter : List.of("set_memory", "set_memory_static_max", "set_memory_static_min")) {
            assertThat(refused(setter, mib(256)))
                    .containsExactly("VM_BAD_POWER_STATE", vm.value(), "halted", "running");
        }
    }

    @Test
    void theBalloonOfARunningGuestFollowsTheRange() {
        rig.start(vm);

        set("set_memory_dynamic_range", mib(64), mib(96));

        assertThat(row().get(Vm.MEMORY_TARGET)).isEqualTo(96 * MIB);
        assertThat(rig.hypervisor.statisticsOf(rig.idOf(vm)).memoryBytes()).isEqualTo(96 * MIB);
        set("wait_memory_target_live");
        assertThat(metrics(VmMetrics.MEMORY_ACTUAL)).isEqualTo(96 * MIB);
    }

    @Test
    void theHostsOwnSystemHasTheMemoryItHas() {
        rig.api.set(Vm.CLASS, vm, Vm.IS_CONTROL_DOMAIN, true);
        rig.api.set(Vm.CLASS, vm, Vm.POWER_STATE, PowerState.RUNNING); // and no bridge knows of it

        set("wait_memory_target_live");

        assertThat(row().get(Vm.CURRENT_OPERATIONS)).isEmpty();
    }

    /** It is no guest of the bridge, whose balloon could be told. */
    @Test
    void theHostsOwnSystemHasNoRangeOfMemory() {
        rig.api.set(Vm.CLASS, vm, Vm.IS_CONTROL_DOMAIN, true);
        rig.api.set(Vm.CLASS, vm, Vm.POWER_STATE, PowerState.RUNNING);

        assertThat(refused("set_memory_dynamic_range", mib(64), mib(128)))
                .containsExactly("MEMORY_CONSTRAINT_VIOLATION_MAXPIN", "control domain");
        set("set_memory_dynamic_range", mib(128), mib(128));

        assertThat(row().get(Vm.MEMORY_TARGET)).isEqualTo(128 * MIB);
        assertThat(row().get(Vm.REQUIRES_REBOOT)).isTrue();
        assertThat(row().get(Vm.CURRENT_OPERATIONS)).isEmpty();
    }

    @Test
    void aRunningGuestIsNotPromisedMoreThanItsHostHas() {
        set("set_memory_static_max", mib(100_000));
        set("set_memory_dynamic_max", mib(100_000));
        rig.start(vm);
        set("set_memory_dynamic_min", mib(64));

        assertThat(refused("set_memory_dynamic_min", mib(50_000))).first().isEqualTo("HOST_NOT_ENOUGH_FREE_MEMORY");
        assertThat(row().get(Vm.MEMORY_DYNAMIC_MIN)).isEqualTo(64 * MIB);
    }

    @Test
    void processorsStayInTheirBounds() {
        set("set_VCPUs_max", "4");
        set("set_VCPUs_at_startup", "3");
        assertThat(row().get(Vm.MEMORY_OVERHEAD)).isEqualTo(MemoryModel.overhead(row()));

        assertThat(refused("set_VCPUs_max", "2")).first().isEqualTo("INVALID_VALUE");
        assertThat(refused("set_VCPUs_max", "0")).first().isEqualTo("INVALID_VALUE");
        assertThat(refused("set_VCPUs_at_startup", "5")).first().isEqualTo("INVALID_VALUE");
        assertThat(refused("set_VCPUs_at_startup", "0")).first().isEqualTo("INVALID_VALUE");
        assertThat(row().get(Vm.VCPUS_MAX)).isEqualTo(4);
        assertThat(row().get(Vm.VCPUS_AT_STARTUP)).isEqualTo(3);
    }

    @Test
    void processorsOfARunningGuestComeAndGo() {
        set("set_VCPUs_max", "4");
        rig.start(vm);
        rig.reportDrivers(vm);

        set("set_VCPUs_number_live", "3");

        assertThat(metrics(VmMetrics.VCPUS_NUMBER)).isEqualTo(3);
        assertThat(row().get(Vm.VCPUS_AT_STARTUP)).isEqualTo(3);
        assertThat(rig.hypervisor.statisticsOf(rig.idOf(vm)).cpuSeconds()).hasSize(3);
        assertThat(refused("set_VCPUs_number_live", "5")).first().isEqualTo("INVALID_VALUE");
        assertThat(refused("set_VCPUs_max", "8"))
                .containsExactly("VM_BAD_POWER_STATE", vm.value(), "halted", "running");
    }

    @Test
    void theShareOfARunningGuestChangesAndIsNoted() {
        rig.start(vm);
        rig.reportDrivers(vm);

        rig.api.value("VM.add_to_VCPUs_params_live", rig.session, vm.value(), "mask", "0,2-3");
        rig.api.value("VM.add_to_VCPUs_params_live", rig.session, vm.value(), "cap", "80");

        assertThat(row().get(Vm.VCPUS_PARAMS)).isEqualTo(Map.of("mask", "0,2-3", "cap", "80"));
        assertThat(rig.hypervisor.specOf(rig.idOf(vm)).orElseThrow().vcpus().share())
                .contains(new VcpuShare(256, 80, Set.of(0, 2, 3)));
    }

    @Test
    void whatOthersWriteWhileAShareChangesIsKept() {
        rig.start(vm);
        JobKind changing = rig.room.kinds().stream()
                .filter(kind -> kind.name().equals("VM.add_to_VCPUs_params_live"))
                .findFirst()
                .orElseThrow();
        var order = new JobOrder(Ref.none(), vm, VmRig.HERE, Ref.none(), Map.of("key", "cap", "value", "80"));
        JobRun run = changing.begin(order, rig.api.store.snapshot());

        rig.api.value("VM.add_to_VCPUs_params", rig.session, vm.value(), "note", "mine");
        rig.api.store.transact(run::conclude).join();

        assertThat(row().get(Vm.VCPUS_PARAMS)).isEqualTo(Map.of("note", "mine", "cap", "80"));
    }

    @ParameterizedTest
    @CsvSource({
        "weight, 0",
        "weight, 65536",
        "weight, much",
        "cap, -1",
        "mask, '1,'",
        "mask, 3-1",
        "mask, a",
        "mask, 0-9999",
        "nice, 1"
    })
    void aShareThatMeansNothingIsRefused(String key, String value) {
        rig.start(vm);
        rig.reportDrivers(vm);

        assertThat(rig.api.failure("VM.add_to_VCPUs_params_live", rig.session, vm.value(), key, value))
                .first()
                .isEqualTo("INVALID_VALUE");
        assertThat(row().get(Vm.VCPUS_PARAMS)).isEmpty();
    }

    @Test
    void processorsAreOnlyPluggedIntoGuestsThatTakeThem() {
        set("set_VCPUs_max", "4");
        rig.start(vm);

        assertThat(refused("set_VCPUs_number_live", "3")).containsExactly("VM_LACKS_FEATURE", vm.value());
    }

    @ParameterizedTest
    @CsvSource({"hvm, BIOS order", "pvh, ''", "pv_in_pvh, ''", "pv, ''"})
    void theBootPolicyFollowsTheKindOfDomain(String type, String policy) {
        set("set_domain_type", type);

        assertThat(row().get(Vm.DOMAIN_TYPE).wireName()).isEqualTo(type);
        assertThat(row().get(Vm.HVM_BOOT_POLICY)).isEqualTo(policy);
        assertThat(row().get(Vm.MEMORY_OVERHEAD)).isEqualTo(MemoryModel.overhead(row()));
    }

    @Test
    void theKindOfDomainFollowsTheBootPolicy() {
        set("set_HVM_boot_policy", "");
        assertThat(row().get(Vm.DOMAIN_TYPE)).isEqualTo(DomainType.PV);
        set("set_HVM_boot_policy", "BIOS order");
        assertThat(row().get(Vm.DOMAIN_TYPE)).isEqualTo(DomainType.HVM);
        assertThat(refused("set_domain_type", "unspecified"))
                .containsExactly("INVALID_VALUE", "domain_type", "unspecified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"set_domain_type", "set_HVM_boot_policy"})
    void whatARunningGuestIsStays(String setter) {
        rig.start(vm);

        assertThat(refused(setter, setter.endsWith("type") ? "pv" : ""))
                .containsExactly("VM_BAD_POWER_STATE", vm.value(), "halted", "running");
    }

    @Test
    void theShadowMultiplierIsAtLeastOne() {
        set("set_HVM_shadow_multiplier", 2.5);
        assertThat(row().get(Vm.HVM_SHADOW_MULTIPLIER)).isEqualTo(2.5);
        assertThat(row().get(Vm.MEMORY_OVERHEAD)).isEqualTo(MemoryModel.overhead(row()));

        assertThat(refused("set_HVM_shadow_multiplier", 0.5)).containsExactly("INVALID_VALUE", "multiplier", "0.5");
        assertThat(refused("set_HVM_shadow_multiplier", Double.NaN)).first().isEqualTo("INVALID_VALUE");
    }

    @Test
    void aVendorDeviceNeedsNewerHardware() {
        set("set_has_vendor_device", true);

        assertThat(row().get(Vm.HARDWARE_PLATFORM_VERSION)).isEqualTo(2);
        set("set_has_vendor_device", false);
        assertThat(row().get(Vm.HARDWARE_PLATFORM_VERSION)).isEqualTo(2);
    }

    @Test
    void biosStringsAreSetOnce() {
        set("set_bios_strings", Map.of("bios-vendor", "Somebody"));

        assertThat(row().get(Vm.BIOS_STRINGS)).containsEntry("bios-vendor", "Somebody");
        assertThat(refused("set_bios_strings", Map.of())).containsExactly("VM_BIOS_STRINGS_ALREADY_SET");
        assertThat(rig.api.failure("VM.copy_bios_strings", rig.session, vm.value(), VmRig.HERE.value()))
                .containsExactly("VM_BIOS_STRINGS_ALREADY_SET");
    }

    @Test
    void biosStringsAreShortAndPlain() {
        assertThat(refused("set_bios_strings", Map.of("no-such-string", "x")))
                .startsWith("INVALID_VALUE", "no-such-string");
        assertThat(refused("set_bios_strings", Map.of("bios-vendor", ""))).startsWith("INVALID_VALUE", "bios-vendor");
        assertThat(refused("set_bios_strings", Map.of("bios-vendor", "x".repeat(513))))
                .startsWith("INVALID_VALUE", "bios-vendor");
        assertThat(refused("set_bios_strings", Map.of("bios-vendor", "é"))).startsWith("INVALID_VALUE", "bios-vendor");
    }

    @Test
    void firmwareVariablesAreSetWhileTheGuestIsOff() {
        set("set_NVRAM", Map.of("a", "1"));
        set("add_to_NVRAM", "b", "2");
        assertThat(refused("add_to_NVRAM", "b", "2"))
                .containsExactly("MAP_DUPLICATE_KEY", "VM", "NVRAM", vm.value(), "b");
        set("remove_from_NVRAM", "a");
        assertThat(row().get(Vm.NVRAM)).isEqualTo(Map.of("b", "2"));
        rig.start(vm);

        assertThat(refused("set_NVRAM", Map.of())).first().isEqualTo("VM_BAD_POWER_STATE");
    }

    @Test
    void platformAndBootParametersAreFree() {
        set("set_platform", Map.of("acpi", "1"));
        set("add_to_platform", "viridian", "true");
        set("remove_from_platform", "acpi");
        set("set_HVM_boot_params", Map.of("order", "dn", "firmware", "uefi"));

        assertThat(row().get(Vm.PLATFORM)).isEqualTo(Map.of("viridian", "true"));
        assertThat(row().get(Vm.HVM_BOOT_PARAMS)).isEqualTo(Map.of("order", "dn", "firmware", "uefi"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"set_start_delay", "set_shutdown_delay", "set_order"})
    void delaysAndOrderAreNotNegative(String setter) {
        set(setter, "5");

        assertThat(refused(setter, "-1")).first().isEqualTo("INVALID_VALUE");
    }

    @Test
    void blockedOperationsAreRefusedWithTheirReason() {
        set("add_to_blocked_operations", "start", "being mended");

        assertThat(refused("start", false, false)).containsExactly("OPERATION_BLOCKED", vm.value(), "being mended");
        assertThat(rig.api.value("VM.get_allowed_operations", rig.session, vm.value()))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains(VmOperation.START_ON)
                .doesNotContain(VmOperation.START);
        set("remove_from_blocked_operations", "start");
        set("start", false, false);
        assertThat(row().get(Vm.POWER_STATE)).isEqualTo(PowerState.RUNNING);
    }

    private void set(String setter, Object... values) {
        rig.api.value("VM." + setter, parameters(values));
    }

    private List<String> refused(String setter, Object... values) {
        return rig.api.failure("VM." + setter, parameters(values));
    }

    private Object[] parameters(Object... values) {
        return Stream.concat(Stream.of(rig.session, vm.value()), Stream.of(values))
                .toArray();
    }

    private static String mib(long mebibytes) {
        return String.valueOf(mebibytes * MIB);
    }

    private void assertLimits(long staticMin, long dynamicMin, long dynamicMax, long staticMax) {
        assertThat(MemoryModel.Limits.of(row()))
                .isEqualTo(
                        new MemoryModel.Limits(staticMin * MIB, dynamicMin * MIB, dynamicMax * MIB, staticMax * MIB));
    }

    private <T> T metrics(Field<VmMetrics, T> field) {
        return rig.api.row(VmMetrics.CLASS, row().get(Vm.METRICS)).get(field);
    }

    private Row<Vm> row() {
        return rig.api.row(Vm.CLASS, vm);
    }
}
