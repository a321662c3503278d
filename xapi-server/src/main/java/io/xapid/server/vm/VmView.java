package io.xapid.server.vm;

import io.xapid.model.host.Pgpu;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Vdi;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vgpu;
import io.xapid.model.vm.VgpuImplementation;
import io.xapid.model.vm.VgpuType;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmGuestMetrics;
import io.xapid.model.vm.VmMetrics;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One VM and what hangs on it, as rules want to see it. Reads when asked, through a lookup. */
final class VmView {
    private static final String NVIDIA_KEY = "nvidia";

    private final Lookup state;
    private final Row<Vm> vm;

    VmView(Lookup state, Row<Vm> vm) {
        this.state = state;
        this.vm = vm;
    }

    Row<Vm> row() {
        return vm;
    }

    Ref<Vm> ref() {
        return vm.ref();
    }

    Lookup state() {
        return state;
    }

    PowerState power() {
        return vm.get(Vm.POWER_STATE);
    }

    /** Running or paused: it has a domain. */
    boolean isLive() {
        return power() == PowerState.RUNNING || power() == PowerState.PAUSED;
    }

    /** A template that is no snapshot; snapshots are templates too on the wire. */
    boolean isTemplate() {
        return vm.get(Vm.IS_A_TEMPLATE) && !vm.get(Vm.IS_A_SNAPSHOT);
    }

    boolean isDefaultTemplate() {
        return vm.get(Vm.IS_DEFAULT_TEMPLATE) || isTrue(vm.get(Vm.OTHER_CONFIG), "default_template");
    }

    boolean isSystemDomain() {
        return isTrue(vm.get(Vm.OTHER_CONFIG), "is_system_domain");
    }

    Optional<Row<VmGuestMetrics>> guest() {
        return Optional.ofNullable(state.get(VmGuestMetrics.CLASS, vm.get(Vm.GUEST_METRICS)));
    }

    Optional<Row<VmMetrics>> metrics() {
        return Optional.ofNullable(state.get(VmMetrics.CLASS, vm.get(Vm.METRICS)));
    }

    /** The kind of domain it has, or would get. */
    DomainType domainType() {
        return typeOf(vm);
    }

    static DomainType typeOf(Row<Vm> vm) {
        DomainType type = vm.get(Vm.DOMAIN_TYPE);
        if (type != DomainType.UNSPECIFIED) {
            return type;
        }
        return vm.get(Vm.HVM_BOOT_POLICY).isEmpty() ? DomainType.PV : DomainType.HVM;
    }

    /** Whether its present domain is of full hardware virtualisation. */
    boolean runsAsHvm() {
        return currentType() == DomainType.HVM;
    }

    private DomainType currentType() {
        DomainType current =
                metrics().map(row -> row.get(VmMetrics.CURRENT_DOMAIN_TYPE)).orElse(DomainType.UNSPECIFIED);
        return current == DomainType.UNSPECIFIED ? domainType() : current;
    }

    /** Whether it needs no word from the guest to be trusted with operations that the guest must take part in. */
    boolean hasImplicitSupport() {
        if (!isLive()) {
            return true;
        }
        DomainType current =
                metrics().map(row -> row.get(VmMetrics.CURRENT_DOMAIN_TYPE)).orElse(DomainType.UNSPECIFIED);
        return current == DomainType.PV
                || current == DomainType.PV_IN_PVH
                || current == DomainType.PVH
                || knowsDriverVersion();
    }

    boolean knowsDriverVersion() {
        return guest().map(row -> !row.get(VmGuestMetrics.PV_DRIVERS_VERSION).isEmpty())
                .orElse(false);
    }

    boolean hasFeature(String name) {
        return "1".equals(guestWord(name).orElse(""));
    }

    Optional<String> guestWord(String name) {
        return guest().map(row -> row.get(VmGuestMetrics.OTHER).get(name));
    }

    /** Whether it may not be suspended or moved during this run. */
    boolean isImmobile() {
        return metrics()
                .map(row -> row.get(VmMetrics.NOMIGRATE) || row.get(VmMetrics.NESTED_VIRT))
                .orElseGet(
                        () -> isTrue(vm.get(Vm.PLATFORM), "nomigrate") || isTrue(vm.get(Vm.PLATFORM), "nested-virt"));
    }

    boolean hasNestedVirt() {
        return metrics()
                .map(row -> row.get(VmMetrics.NESTED_VIRT))
                .orElseGet(() -> isTrue(vm.get(Vm.PLATFORM), "nested-virt"));
    }

    Stream<Row<Vbd>> vbds() {
        return vm.get(Vm.VBDS).stream().flatMap(ref -> Stream.ofNullable(state.get(Vbd.CLASS, ref)));
    }

    /** The disks behind its drives. */
    Stream<Row<Vdi>> vdis() {
        return vbds().flatMap(vbd -> Stream.ofNullable(state.get(Vdi.CLASS, vbd.get(Vbd.VDI))));
    }

    Stream<Row<Vgpu>> vgpus() {
        return vm.get(Vm.VGPUS).stream().flatMap(ref -> Stream.ofNullable(state.get(Vgpu.CLASS, ref)));
    }

    /** Whether all its virtual GPUs can be saved with it. */
    boolean areVgpusSuspendable() {
        return vgpus().allMatch(this::isSuspendable);
    }

    boolean isOfNvidiaSriov(Row<Vgpu> vgpu) {
        return implementationOf(vgpu)
                .filter(VgpuImplementation.NVIDIA_SRIOV::equals)
                .isPresent();
    }

    private boolean isSuspendable(Row<Vgpu> vgpu) {
        boolean ofNvidia = implementationOf(vgpu)
                .filter(kind -> kind == VgpuImplementation.NVIDIA || kind == VgpuImplementation.NVIDIA_SRIOV)
                .isPresent();
        Row<Pgpu> card = state.get(Pgpu.CLASS, vgpu.get(Vgpu.RESIDENT_ON));
        return ofNvidia && card != null && card.get(Pgpu.COMPATIBILITY_METADATA).containsKey(NVIDIA_KEY);
    }

    private Optional<VgpuImplementation> implementationOf(Row<Vgpu> vgpu) {
        return Optional.ofNullable(state.get(VgpuType.CLASS, vgpu.get(Vgpu.TYPE)))
                .map(type -> type.get(VgpuType.IMPLEMENTATION));
    }

    /** Whether a map holds {@code 1} or {@code true} under a key, as clients write switches. */
    static boolean isTrue(Map<String, String> map, String key) {
        String value = map.get(key);
        return value != null
                && (value.equals("1") || value.toLowerCase(Locale.ROOT).equals("true"));
    }
}
