package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.HypervisorException;
import io.xapid.hypervisor.VcpuShare;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import io.xapid.model.pool.Pool;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Row;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.VbdType;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.ApiKit;
import io.xapid.server.job.JobContract;
import io.xapid.server.job.Meddler;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every job about guests, their drives and interfaces, gone wrong at every step. */
class VmJobsTest extends JobContract<VmRig> {
    private static final String INTERNAL = "INTERNAL_ERROR";
    private static final String START = "FAILED_TO_START_EMULATOR";

    /** The kinds of jobs that are tried here. */
    static List<String> kindsTried() {
        return new VmJobsTest().stories().stream().map(Story::kind).distinct().toList();
    }

    @Override
    protected List<Story<VmRig>> stories() {
        return List.of(
                Story.of("VM.start", VmJobsTest::startable, START, VmJobsTest::runs),
                Story.of("VM.start", VmJobsTest::startablePaused, START, VmJobsTest::standsStill),
                Story.of("VM.clean_shutdown", VmJobsTest::running, INTERNAL, VmJobsTest::isOff)
                        .asking("ask the guest to shut down"),
                Story.of("VM.hard_shutdown", VmJobsTest::running, INTERNAL, VmJobsTest::isOff),
                Story.of("VM.shutdown", VmJobsTest::running, INTERNAL, VmJobsTest::isOff)
                        .asking("ask the guest to shut down"),
                Story.of("VM.clean_reboot", VmJobsTest::running, INTERNAL, VmJobsTest::runs)
                        .asking("ask the guest to restart"),
                Story.of("VM.hard_reboot", VmJobsTest::running, START, VmJobsTest::runs)
                        .orElse(VmJobsTest::isOff),
                Story.of("VM.pause", VmJobsTest::running, INTERNAL, VmJobsTest::standsStill),
                Story.of("VM.unpause", VmJobsTest::paused, INTERNAL, VmJobsTest::runs),
                Story.of("VM.clone", VmJobsTest::toTwin, INTERNAL, VmJobsTest::hasTwin),
                Story.of("VM.copy", VmJobsTest::toCopy, INTERNAL, VmJobsTest::hasTwin),
                Story.of("VM.provision", VmJobsTest::template, INTERNAL, VmJobsTest::isProvisioned),
                Story.of("VM.set_memory_dynamic_range", VmJobsTest::toShrink, INTERNAL, VmJobsTest::isSmaller),
                Story.of("VM.wait_memory_target_live", VmJobsTest::running, INTERNAL, VmJobsTest::runs),
                Story.of("VM.set_VCPUs_number_live", VmJobsTest::withProcessors, INTERNAL, VmJobsTest::hasProcessors),
                Story.of("VM.add_to_VCPUs_params_live", VmJobsTest::toShare, INTERNAL, VmJobsTest::isShared),
                Story.of("VM.send_sysrq", VmJobsTest::toPress, "OPERATION_NOT_ALLOWED", VmJobsTest::hasHeard),
                Story.of("VM.send_trigger", VmJobsTest::toInterrupt, "OPERATION_NOT_ALLOWED", VmJobsTest::hasHeard),
                Story.of("VBD.plug", VmJobsTest::unpluggedDrive, INTERNAL, rig -> drives(rig, 3)),
                Story.of("VBD.unplug", VmJobsTest::drive, "DEVICE_DETACH_REJECTED", rig -> drives(rig, 1)),
                Story.of("VBD.insert", VmJobsTest::emptyDrive, INTERNAL, rig -> discIn(rig, true)),
                Story.of("VBD.eject", VmJobsTest::filledDrive, "DEVICE_DETACH_REJECTED", rig -> discIn(rig, false)),
                Story.of("VIF.plug", VmJobsTest::unpluggedInterface, INTERNAL, rig -> interfaces(rig, 2)),
                Story.of(
                        "VIF.unplug",
                        VmJobsTest::networkInterface,
                        "DEVICE_DETACH_REJECTED",
                        rig -> interfaces(rig, 0)),
                Story.of("VIF.move", VmJobsTest::toMove, INTERNAL, VmJobsTest::isElsewhere));
    }

    // What is there before

    private static Ref<Vm> guest(VmRig rig) {
        Ref<Vm> vm = rig.guest("guest");
        rig.drive(vm, rig.disk("one"), "0", Map.of());
        rig.drive(vm, rig.disk("two"), "1", Map.of());
        rig.nic(vm, rig.network("net"), "0");
        return vm;
    }

    private static Ref<Vm> live(VmRig rig) {
        Ref<Vm> vm = guest(rig);
        rig.start(vm);
        rig.reportDrivers(vm);
        return vm;
    }

    private static List<Object> startable(VmRig rig) {
        return List.of(guest(rig).value(), false, false);
    }

    private static List<Object> startablePaused(VmRig rig) {
        return List.of(guest(rig).value(), true, false);
    }

    private static List<Object> running(VmRig rig) {
        return List.of(live(rig).value());
    }

    private static List<Object> paused(VmRig rig) {
        Ref<Vm> vm = live(rig);
        rig.api.value("VM.pause", rig.session, vm.value());
        return List.of(vm.value());
    }

    private static List<Object> toTwin(VmRig rig) {
        return List.of(guest(rig).value(), "twin");
    }

    private static List<Object> toCopy(VmRig rig) {
        return List.of(guest(rig).value(), "twin", "OpaqueRef:NULL");
    }

    private static List<Object> template(VmRig rig) {
        Ref<Vm> vm = rig.guest("guest");
        rig.api.set(Vm.CLASS, vm, Vm.IS_A_TEMPLATE, true);
        rig.api.set(Pool.CLASS, ApiKit.POOL, Pool.DEFAULT_SR, rig.sr());
        rig.api.set(
                Vm.CLASS,
                vm,
                Vm.OTHER_CONFIG,
                Map.of(
                        "disks",
                        "<provision><disk device='0' size='4194304' sr='' bootable='true' type='system'/>"
                                + "<disk device='1' size='8388608' sr='' bootable='false' type='user'/></provision>"));
        return List.of(vm.value());
    }

    private static List<Object> toShrink(VmRig rig) {
        return List.of(live(rig).value(), String.valueOf(64L << 20), String.valueOf(96L << 20));
    }

    private static List<Object> withProcessors(VmRig rig) {
        Ref<Vm> vm = guest(rig);
        rig.api.set(Vm.CLASS, vm, Vm.VCPUS_MAX, 2L);
        rig.start(vm);
        rig.reportDrivers(vm);
        return List.of(vm.value(), "2");
    }

    private static List<Object> toShare(VmRig rig) {
        return List.of(live(rig).value(), "weight", "512");
    }

    private static List<Object> toPress(VmRig rig) {
        return List.of(live(rig).value(), "h");
    }

    private static List<Object> toInterrupt(VmRig rig) {
        return List.of(live(rig).value(), "nmi");
    }

    private static List<Object> unpluggedDrive(VmRig rig) {
        Ref<Vm> vm = live(rig);
        return List.of(rig.drive(vm, rig.disk("three"), "2", Map.of()).value());
    }

    private static List<Object> drive(VmRig rig) {
        Row<Vm> vm = rig.api.row(Vm.CLASS, live(rig));
        return List.of(vm.get(Vm.VBDS).get(0).value());
    }

    private static Ref<Vbd> cdDrive(VmRig rig, Ref<Vm> vm) {
        return rig.drive(
                vm, Ref.none(), "3", Map.of("type", "CD", "mode", "RO", "empty", true, "VDI", "OpaqueRef:NULL"));
    }

    private static List<Object> emptyDrive(VmRig rig) {
        Ref<Vm> vm = guest(rig);
        Ref<Vbd> cd = cdDrive(rig, vm);
        rig.start(vm);
        return List.of(cd.value(), rig.disk("disc").value());
    }

    private static List<Object> filledDrive(VmRig rig) {
        List<Object> empty = emptyDrive(rig);
        rig.api.value("VBD.insert", rig.session, empty.get(0), empty.get(1));
        return List.of(empty.get(0));
    }

    private static List<Object> unpluggedInterface(VmRig rig) {
        Ref<Vm> vm = live(rig);
        return List.of(rig.nic(vm, rig.network("other"), "1").value());
    }

    private static List<Object> networkInterface(VmRig rig) {
        Row<Vm> vm = rig.api.row(Vm.CLASS, live(rig));
        return List.of(vm.get(Vm.VIFS).get(0).value());
    }

    private static List<Object> toMove(VmRig rig) {
        return List.of(networkInterface(rig).get(0), rig.network("elsewhere").value());
    }

    // What is there after

    private static Row<Vm> vm(VmRig rig, String name) {
        return rig.api.store.snapshot().table(Vm.CLASS).stream()
                .filter(row -> row.get(Vm.NAME_LABEL).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void runs(VmRig rig) {
        assertThat(vm(rig, "guest").get(Vm.POWER_STATE)).isEqualTo(PowerState.RUNNING);
    }

    private static void standsStill(VmRig rig) {
        assertThat(vm(rig, "guest").get(Vm.POWER_STATE)).isEqualTo(PowerState.PAUSED);
    }

    private static void isOff(VmRig rig) {
        assertThat(vm(rig, "guest").get(Vm.POWER_STATE)).isEqualTo(PowerState.HALTED);
    }

    private static void hasTwin(VmRig rig) {
        assertThat(vm(rig, "twin").get(Vm.VBDS)).hasSize(2);
        assertThat(vm(rig, "twin").get(Vm.VIFS)).hasSize(1);
        assertThat(rig.api.store.snapshot().table(Vdi.CLASS).size()).isEqualTo(4);
    }

    private static void isProvisioned(VmRig rig) {
        assertThat(vm(rig, "guest").get(Vm.IS_A_TEMPLATE)).isFalse();
        assertThat(vm(rig, "guest").get(Vm.VBDS)).hasSize(2);
    }

    private static void isSmaller(VmRig rig) {
        assertThat(vm(rig, "guest").get(Vm.MEMORY_TARGET)).isEqualTo(96L << 20);
        assertThat(rig.hypervisor
                        .statisticsOf(DomainSpecs.idOf(vm(rig, "guest")))
                        .memoryBytes())
                .isEqualTo(96L << 20);
    }

    private static void hasProcessors(VmRig rig) {
        assertThat(vm(rig, "guest").get(Vm.VCPUS_AT_STARTUP)).isEqualTo(2);
        assertThat(rig.hypervisor
                        .statisticsOf(DomainSpecs.idOf(vm(rig, "guest")))
                        .cpuSeconds())
                .hasSize(2);
    }

    private static void isShared(VmRig rig) {
        assertThat(vm(rig, "guest").get(Vm.VCPUS_PARAMS)).isEqualTo(Map.of("weight", "512"));
        assertThat(rig.hypervisor
                        .specOf(DomainSpecs.idOf(vm(rig, "guest")))
                        .orElseThrow()
                        .vcpus()
                        .share())
                .contains(new VcpuShare(512, 0, Set.of()));
    }

    private static void hasHeard(VmRig rig) {
        runs(rig);
        assertThat(rig.host.lastSignalTo(DomainSpecs.idOf(vm(rig, "guest")))).isIn("sysrq h", "NMI");
    }

    private static void drives(VmRig rig, int count) {
        assertThat(vm(rig, "guest").get(Vm.VBDS).stream()
                        .map(ref -> rig.api.row(Vbd.CLASS, ref))
                        .filter(vbd -> vbd.get(Vbd.CURRENTLY_ATTACHED)))
                .hasSize(count);
    }

    private static void discIn(VmRig rig, boolean there) {
        assertThat(vm(rig, "guest").get(Vm.VBDS).stream()
                        .map(ref -> rig.api.row(Vbd.CLASS, ref))
                        .filter(vbd -> vbd.get(Vbd.TYPE) == VbdType.CD))
                .singleElement()
                .satisfies(cd -> assertThat(cd.get(Vbd.EMPTY)).isEqualTo(!there));
    }

    private static void interfaces(VmRig rig, int count) {
        assertThat(vm(rig, "guest").get(Vm.VIFS).stream()
                        .map(ref -> rig.api.row(Vif.CLASS, ref))
                        .filter(vif -> vif.get(Vif.CURRENTLY_ATTACHED)))
                .hasSize(count);
    }

    private static void isElsewhere(VmRig rig) {
        Row<Vif> vif = rig.api.row(Vif.CLASS, vm(rig, "guest").get(Vm.VIFS).get(0));
        assertThat(rig.api.row(Network.CLASS, vif.get(Vif.NETWORK)).get(Network.NAME_LABEL))
                .isEqualTo("elsewhere");
    }

    @Override
    protected VmRig freshWorld() {
        return new VmRig();
    }

    @Override
    protected ApiKit api(VmRig rig) {
        return rig.api;
    }

    @Override
    protected String session(VmRig rig) {
        return rig.session;
    }

    @Override
    protected Meddler meddler(VmRig rig) {
        return rig.meddler;
    }

    @Override
    protected RuntimeException failure() {
        return new HypervisorException(HypervisorException.Reason.FAILED, "injected");
    }

    @Override
    protected String inWords(VmRig rig) {
        return new HostTruth(rig).inWords();
    }

    @Override
    protected void settle(VmRig rig) {
        try (VmReconciler reconciler = rig.room.reconciler(rig.jobs, rig.api.clock)) {
            reconciler.lookAtAll();
            rig.awaitQuiet(vm(rig, "guest").ref());
        }
    }

    @Override
    protected void assertInOrder(VmRig rig) {
        new HostTruth(rig).assertInOrder();
    }
}
