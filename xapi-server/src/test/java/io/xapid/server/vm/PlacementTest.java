package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.model.host.GpuGroup;
import io.xapid.model.host.Host;
import io.xapid.model.host.HostMetrics;
import io.xapid.model.host.HostOperation;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Bond;
import io.xapid.model.network.Network;
import io.xapid.model.network.Pif;
import io.xapid.model.pool.Pool;
import io.xapid.model.storage.Pbd;
import io.xapid.model.storage.Sr;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.vm.PlacementPolicy;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vgpu;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which host a VM gets, and what is said of each that does not get it. */
class PlacementTest {
    private static final long GIB = 1L << 30;
    /** Always takes the best one. */
    private static final RandomGenerator FIRST = () -> 0L;

    private final TestState state = new TestState();
    private final Placement placement = new Placement(TestState.POOL, FIRST);
    private final Ref<Vm> vm = state.vm(PowerState.HALTED);

    @AfterEach
    void close() {
        state.close();
    }

    /** What makes a host unfit, the reason an operator reads, and the failure a client gets who wants that very host. */
    private static Arguments unfit(
            String reason, List<String> failure, BiFunction<PlacementTest, Ref<Host>, List<?>> making) {
        return Arguments.of(reason, failure, making);
    }

    static Stream<Arguments> reasons() {
        return Stream.of(
                unfit("has not been heard of lately", List.of("HOST_NOT_LIVE"), (test, host) -> {
                    test.metrics(host, HostMetrics.LIVE, false);
                    return List.of();
                }),
                unfit("is disabled", List.of("HOST_DISABLED"), (test, host) -> {
                    test.host(host, Host.ENABLED, false);
                    return List.of(host);
                }),
                unfit(
                        "does not offer virtual hardware version 7",
                        List.of("VM_HOST_INCOMPATIBLE_VIRTUAL_HARDWARE_PLATFORM_VERSION"),
                        (test, host) -> {
                            test.vm(Vm.HARDWARE_PLATFORM_VERSION, 7L);
                            return List.of(host, "[0; 1; 2]", test.vm, "7");
                        }),
                unfit(
                        "has no access to the SR of one of its disks",
                        List.of("VM_REQUIRES_SR"),
                        (test, host) -> List.of(test.vm, test.diskOn(new Ref<>("OpaqueRef:nowhere")))),
                unfit("is not on network far", List.of("VM_REQUIRES_NETWORK"), (test, host) -> {
                    Ref<Network> far = test.interfaceOn("far");
                    test.state.have(Pif.CLASS, Map.of(Pif.NETWORK, far, Pif.HOST, new Ref<Host>("OpaqueRef:other")));
                    return List.of(test.vm, far);
                }),
                unfit(
                        "has bound the NIC of network bound into a bond",
                        List.of("HOST_CANNOT_ATTACH_NETWORK"),
                        (test, host) -> {
                            Ref<Network> bound = test.interfaceOn("bound");
                            Ref<Bond> bond = test.state.have(Bond.CLASS, Map.of());
                            test.state.have(
                                    Pif.CLASS, Map.of(Pif.NETWORK, bound, Pif.HOST, host, Pif.BOND_SLAVE_OF, bond));
                            return List.of(host, bound);
                        }),
                unfit("has no GPU for it", List.of("VM_REQUIRES_GPU"), (test, host) -> {
                    Ref<GpuGroup> group = test.state.have(GpuGroup.CLASS, Map.of());
                    test.state.have(Vgpu.CLASS, Map.of(Vgpu.VM, test.vm, Vgpu.GPU_GROUP, group));
                    return List.of(test.vm, group);
                }),
                unfit("cannot run guests of this kind", List.of("VM_HVM_REQUIRED"), (test, host) -> {
                    test.host(host, Host.CAPABILITIES, List.of("xen-3.0-x86_64"));
                    return List.of(test.vm);
                }),
                unfit("has 4 processors, and the guest may get 5", List.of("HOST_NOT_ENOUGH_PCPUS"), (test, host) -> {
                    test.vm(Vm.VCPUS_MAX, 5L);
                    return List.of("5", "4");
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reasons")
    void saysOfEachHostWhyItDoesNotTakeTheVm(
            String reason, List<String> failure, BiFunction<PlacementTest, Ref<Host>, List<?>> making) {
        Ref<Host> host = host("unfit", 8 * GIB);
        List<?> parameters = making.apply(this, host);

        assertThat(placement.reasons(state.snapshot(), row())).containsExactly(Map.entry("unfit", reason));
        assertThat(placement.possibleHosts(state.snapshot(), row())).isEmpty();
        assertThatThrownBy(() -> placement.choose(state.snapshot(), row()))
                .isInstanceOfSatisfying(
                        Failure.class, none -> assertThat(none.description()).containsExactly("NO_HOSTS_AVAILABLE"));
        assertRefused(
                host,
                Stream.concat(failure.stream(), parameters.stream().map(PlacementTest::onTheWire))
                        .toList());
    }

    @Test
    void aSavedGuestFindsEveryFeatureThatItHasSeen() {
        Ref<Host> older = host("older", 8 * GIB);
        Ref<Host> newer = host("newer", 8 * GIB);
        features(older, "AuthenticAMD", "178bfbff-00000001");
        features(newer, "AuthenticAMD", "178bfbff-00000003-00000001");
        vm(Vm.POWER_STATE, PowerState.SUSPENDED);
        vm(Vm.LAST_BOOT_CPU_FLAGS, Map.of("vendor", "AuthenticAMD", "features", "178bfbff-00000002"));

        assertThat(placement.possibleHosts(state.snapshot(), row())).containsExactly(newer);
        assertRefused(
                older,
                List.of(
                        "VM_INCOMPATIBLE_WITH_THIS_HOST",
                        vm.value(),
                        older.value(),
                        "It has seen processor features that this host lacks: 00000000-00000002"));

        features(newer, "GenuineIntel", "178bfbff-00000003");
        assertThat(placement.possibleHosts(state.snapshot(), row())).isEmpty();

        vm(Vm.POWER_STATE, PowerState.HALTED); // what it has seen is forgotten
        assertThat(placement.possibleHosts(state.snapshot(), row())).containsExactlyInAnyOrder(older, newer);
    }

    private void features(Ref<Host> host, String vendor, String machines) {
        host(host, Host.CPU_INFO, Map.of("cpu_count", "4", "vendor", vendor, "features_hvm", machines));
    }

    @Test
    void tellsHowMuchMemoryIsMissing() {
        Ref<Host> small = host("small", GIB / 8);
        long needed = MemoryModel.neededAtStart(row());

        assertThat(placement.reasons(state.snapshot(), row()).get("small"))
                .isEqualTo("needs %d MiB more memory".formatted(((needed - GIB / 8) >> 20) + 1));
        assertRefused(small, List.of("HOST_NOT_ENOUGH_FREE_MEMORY", String.valueOf(needed), String.valueOf(GIB / 8)));
    }

    @Test
    void countsWhatOtherGuestsMayNotGiveBack() {
        Ref<Host> host = host("here", GIB);
        Ref<Vm> other = state.vm(PowerState.RUNNING);
        state.set(Vm.CLASS, other, Vm.RESIDENT_ON, host);
        state.set(Vm.CLASS, other, Vm.MEMORY_DYNAMIC_MIN, GIB);
        assertThat(placement.possibleHosts(state.snapshot(), row())).isEmpty();

        state.set(Vm.CLASS, other, Vm.MEMORY_DYNAMIC_MIN, GIB / 4);

        assertThat(placement.possibleHosts(state.snapshot(), row())).containsExactly(host);
    }

    @Test
    void takesAHostThatIsShortOfMemoryRatherThanNone() {
        Ref<Host> small = host("small", GIB / 8);

        assertThat(placement.choose(state.snapshot(), row())).isEqualTo(small);
    }

    @Test
    void leavesHostsAloneThatAreBeingEmptied() {
        Ref<Host> leaving = host("leaving", 64 * GIB);
        Ref<Host> staying = host("staying", 2 * GIB);
        host(leaving, Host.CURRENT_OPERATIONS, Map.of("OpaqueRef:task", HostOperation.EVACUATE));

        assertThat(placement.choose(state.snapshot(), row())).isEqualTo(staying);
        assertThat(placement.reasons(state.snapshot(), row())).containsEntry("leaving", "is being evacuated");
        assertThatThrownBy(() -> placement.checkNotEvacuating(state.snapshot(), leaving))
                .isInstanceOfSatisfying(
                        Failure.class,
                        refusal -> assertThat(refusal.description())
                                .containsExactly("HOST_EVACUATE_IN_PROGRESS", leaving.value()));
    }

    @Test
    void prefersTheHostWithMostMemoryLeft() {
        host("less", 4 * GIB);
        Ref<Host> more = host("more", 8 * GIB);

        assertThat(placement.choose(state.snapshot(), row())).isEqualTo(more);
    }

    @Test
    void prefersTheHostThatTheVmBelongsTo() {
        Ref<Host> home = host("home", 4 * GIB);
        host("more", 8 * GIB);
        vm(Vm.AFFINITY, home);

        assertThat(placement.choose(state.snapshot(), row())).isEqualTo(home);
    }

    @Test
    void goesElsewhereWhenHomeDoesNotTakeIt() {
        Ref<Host> home = host("home", 4 * GIB);
        Ref<Host> more = host("more", 8 * GIB);
        vm(Vm.AFFINITY, home);
        host(home, Host.ENABLED, false);

        assertThat(placement.choose(state.snapshot(), row())).isEqualTo(more);
    }

    @Test
    void thinksLessOfTheCoordinatorWhereThePoolSaysSo() {
        Ref<Host> coordinator = host("coordinator", 8 * GIB);
        Ref<Host> supporter = host("supporter", 6 * GIB);
        state.set(Pool.CLASS, TestState.POOL, Pool.MASTER, coordinator);
        state.set(Pool.CLASS, TestState.POOL, Pool.COORDINATOR_BIAS, false);
        assertThat(placement.choose(state.snapshot(), row())).isEqualTo(coordinator);

        state.set(Pool.CLASS, TestState.POOL, Pool.COORDINATOR_BIAS, true);

        assertThat(placement.choose(state.snapshot(), row())).isEqualTo(supporter);
    }

    @Test
    void keepsAPlaceThatIsReserved() {
        Ref<Host> reserved = host("reserved", GIB);
        host("more", 8 * GIB);
        vm(Vm.SCHEDULED_TO_BE_RESIDENT_ON, reserved);

        assertThat(placement.choose(state.snapshot(), row())).isEqualTo(reserved);
    }

    @Test
    void keepsMembersOfAGroupApart() {
        Ref<Host> crowded = host("crowded", 64 * GIB);
        Ref<Host> empty = host("empty", 2 * GIB);
        Ref<VmGroup> group = state.have(VmGroup.CLASS, Map.of(VmGroup.PLACEMENT, PlacementPolicy.ANTI_AFFINITY));
        Ref<Vm> other = state.vm(PowerState.RUNNING);
        state.set(Vm.CLASS, other, Vm.GROUPS, List.of(group));
        state.set(Vm.CLASS, other, Vm.RESIDENT_ON, crowded);
        vm(Vm.GROUPS, List.of(group));

        assertThat(placement.choose(state.snapshot(), row())).isEqualTo(empty);
        state.set(Vm.CLASS, other, Vm.POWER_STATE, PowerState.PAUSED); // those do not count
        assertThat(placement.choose(state.snapshot(), row())).isEqualTo(crowded);
    }

    @Test
    void triesTheOthersInTurn() {
        Ref<Host> third = host("third", 2 * GIB);
        host(host("first", 8 * GIB), Host.ENABLED, false);
        metrics(host("second", 4 * GIB), HostMetrics.LIVE, false);

        assertThat(placement.choose(state.snapshot(), row())).isEqualTo(third);
        assertThat(placement.reasons(state.snapshot(), row()))
                .containsOnly(Map.entry("first", "is disabled"), Map.entry("second", "has not been heard of lately"));
    }

    @Test
    void ranksByWhatIsLeftWhenAllHaveTheirMost() {
        var host = new HostView(state.snapshot(), state.row(Host.CLASS, host("here", 2 * GIB)));
        var fresh = new HostView(state.snapshot(), host.row());
        Row<Vm> guest = row();

        assertThat(MemoryRanking.definite(fresh, guest))
                .isEqualTo((double) (2 * GIB - guest.get(Vm.MEMORY_STATIC_MAX) - guest.get(Vm.MEMORY_OVERHEAD)));
        assertThat(MemoryRanking.possible(fresh, guest)).isEqualTo(1000);
    }

    @Test
    void ranksACrowdedHostByHowFarItMustBalloon() {
        Ref<Host> ref = host("crowded", GIB);
        vm(Vm.MEMORY_DYNAMIC_MIN, GIB / 2);
        vm(Vm.MEMORY_DYNAMIC_MAX, GIB + GIB / 2);
        vm(Vm.MEMORY_STATIC_MAX, GIB + GIB / 2);
        var host = new HostView(state.snapshot(), state.row(Host.CLASS, ref));

        assertThat(MemoryRanking.probable(host, row())).isNegative();
        assertThat(MemoryRanking.possible(host, row())).isEqualTo(500);
        vm(Vm.MEMORY_DYNAMIC_MIN, GIB + 1);
        assertThat(MemoryRanking.possible(host, row())).isEqualTo(-1);
    }

    private void assertRefused(Ref<Host> host, List<String> failure) {
        assertThatThrownBy(() -> placement.check(state.snapshot(), row(), host, Placement.Memory.MUST_FIT))
                .isInstanceOfSatisfying(
                        Failure.class,
                        refusal -> assertThat(refusal.description()).isEqualTo(failure));
    }

    private static String onTheWire(Object parameter) {
        return parameter instanceof Ref<?> ref ? ref.value() : parameter.toString();
    }

    private Row<Vm> row() {
        return state.row(Vm.CLASS, vm);
    }

    private <T> void vm(Field<Vm, T> field, T value) {
        state.set(Vm.CLASS, vm, field, value);
    }

    private <T> void host(Ref<Host> host, Field<Host, T> field, T value) {
        state.set(Host.CLASS, host, field, value);
    }

    private <T> void metrics(Ref<Host> host, Field<HostMetrics, T> field, T value) {
        state.set(HostMetrics.CLASS, state.row(Host.CLASS, host).get(Host.METRICS), field, value);
    }

    private Ref<Host> host(String name, long memory) {
        var values = new HashMap<Field<Host, ?>, Object>();
        values.put(Host.NAME_LABEL, name);
        values.put(Host.ENABLED, true);
        values.put(Host.CAPABILITIES, List.of("hvm-3.0-x86_64"));
        values.put(Host.CPU_INFO, Map.of("cpu_count", "4"));
        values.put(Host.VIRTUAL_HARDWARE_PLATFORM_VERSIONS, List.of(0L, 1L, 2L));
        values.put(
                Host.METRICS,
                state.have(HostMetrics.CLASS, Map.of(HostMetrics.LIVE, true, HostMetrics.MEMORY_TOTAL, memory)));
        return state.have(Host.CLASS, values);
    }

    /** A disk in the VM's drive, in an SR that only that host has. */
    private Ref<Sr> diskOn(Ref<Host> host) {
        Ref<Sr> sr = state.have(Sr.CLASS, Map.of(Sr.NAME_LABEL, "disks"));
        state.have(Pbd.CLASS, Map.of(Pbd.SR, sr, Pbd.HOST, host, Pbd.CURRENTLY_ATTACHED, true));
        Ref<Vdi> vdi = state.have(Vdi.CLASS, Map.of(Vdi.SR, sr));
        state.have(Vbd.CLASS, Map.of(Vbd.VM, vm, Vbd.VDI, vdi));
        return sr;
    }

    private Ref<Network> interfaceOn(String name) {
        Ref<Network> network = state.have(Network.CLASS, Map.of(Network.NAME_LABEL, name, Network.MANAGED, true));
        state.have(Vif.CLASS, Map.of(Vif.VM, vm, Vif.NETWORK, network));
        return network;
    }
}
