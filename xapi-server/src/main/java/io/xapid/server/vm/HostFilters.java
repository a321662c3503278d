package io.xapid.server.vm;

import io.xapid.hypervisor.CpuFeatureSet;
import io.xapid.model.host.Host;
import io.xapid.model.host.HostFailure;
import io.xapid.model.host.Pgpu;
import io.xapid.model.host.Pusb;
import io.xapid.model.host.UsbGroup;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vgpu;
import io.xapid.model.vm.VgpuType;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmBootFailure;
import io.xapid.model.vm.Vusb;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a host may not take a VM, in the order in which callers are told. Devices have their own: {@link DeviceFilters}. */
final class HostFilters {
    /** What must hold whenever a VM is to boot on a host. */
    static final List<HostFilter> TO_BOOT = Stream.of(
                    List.<HostFilter>of(
                            HostFilters::live,
                            HostFilters::controlDomainAtHome,
                            HostFilters::enabled,
                            HostFilters::hardwarePlatform,
                            HostFilters::processorFeatures),
                    DeviceFilters.STORAGE_AND_NETWORK,
                    List.<HostFilter>of(HostFilters::gpus, HostFilters::usbDevices),
                    DeviceFilters.VIRTUAL_FUNCTIONS,
                    List.<HostFilter>of(HostFilters::hardwareVirtualisation))
            .flatMap(List::stream)
            .toList();

    static final HostFilter ENOUGH_MEMORY = HostFilters::enoughMemory;
    static final HostFilter ENOUGH_PROCESSORS = HostFilters::enoughProcessors;

    private HostFilters() {}

    private static Optional<Refusal> live(HostView host, VmView vm) {
        return host.isLive() ? Optional.empty() : refusal("has not been heard of lately", new HostFailure.NotLive());
    }

    private static Optional<Refusal> controlDomainAtHome(HostView host, VmView vm) {
        Ref<Host> home = vm.row().get(Vm.AFFINITY);
        boolean elsewhere = vm.row().get(Vm.IS_CONTROL_DOMAIN) && !home.isNull() && !home.equals(host.ref());
        return elsewhere
                ? refusal(
                        "is not the control domain's own",
                        new CallFailure.OperationNotAllowed("A control domain stays on its host."))
                : Optional.empty();
    }

    private static Optional<Refusal> enabled(HostView host, VmView vm) {
        boolean movesWithin = vm.isLive() && vm.row().get(Vm.RESIDENT_ON).equals(host.ref());
        return host.isEnabled() || vm.row().get(Vm.IS_CONTROL_DOMAIN) || movesWithin
                ? Optional.empty()
                : refusal("is disabled", new HostFailure.Disabled(host.ref()));
    }

    private static Optional<Refusal> hardwarePlatform(HostView host, VmView vm) {
        List<Long> offered = host.row().get(Host.VIRTUAL_HARDWARE_PLATFORM_VERSIONS);
        long wanted = vm.row().get(Vm.HARDWARE_PLATFORM_VERSION);
        if (offered.contains(wanted)) {
            return Optional.empty();
        }
        String list = offered.stream().map(String::valueOf).collect(Collectors.joining("; ", "[", "]"));
        return refusal(
                "does not offer virtual hardware version " + wanted,
                new VmBootFailure.HostIncompatibleHardwarePlatform(host.ref(), list, vm.ref(), String.valueOf(wanted)));
    }

    /** A guest that is in memory, or saved, has counted on the processor it saw at boot. */
    private static Optional<Refusal> processorFeatures(HostView host, VmView vm) {
        if (vm.power() == PowerState.HALTED) {
            return Optional.empty();
        }
        Map<String, String> flags = vm.row().get(Vm.LAST_BOOT_CPU_FLAGS);
        String seen = flags.getOrDefault("vendor", "");
        String here = host.row().get(Host.CPU_INFO).getOrDefault("vendor", "");
        if (!seen.isEmpty() && !here.isEmpty() && !seen.equals(here)) {
            return refusal(
                    "has processors of " + here + ", and the guest has seen " + seen,
                    new VmBootFailure.IncompatibleWithThisHost(
                            vm.ref(), host.ref(), "It was started on processors of another vendor."));
        }
        Optional<CpuFeatureSet> given =
                ProcessorLevel.givenTo(VmView.typeOf(vm.row()), host.row().get(Host.CPU_INFO));
        return CpuFeatureSet.parse(flags.getOrDefault("features", ""))
                .flatMap(features -> given.map(features::without))
                .filter(lacking -> !lacking.isEmpty())
                .flatMap(lacking -> refusal(
                        "has processors without features that the guest has seen: " + lacking,
                        new VmBootFailure.IncompatibleWithThisHost(
                                vm.ref(),
                                host.ref(),
                                "It has seen processor features that this host lacks: " + lacking)));
    }

    private static Optional<Refusal> gpus(HostView host, VmView vm) {
        return vm.vgpus()
                .filter(vgpu -> host.row().get(Host.PGPUS).stream()
                        .flatMap(ref -> host.state().find(Pgpu.CLASS, ref).stream())
                        .noneMatch(pgpu -> pgpu.get(Pgpu.GPU_GROUP).equals(vgpu.get(Vgpu.GPU_GROUP))
                                && pgpu.get(Pgpu.ENABLED_VGPU_TYPES).contains(vgpu.get(Vgpu.TYPE))))
                .findFirst()
                .map(vgpu -> new Refusal("has no GPU for it", lacking(vm, vgpu)));
    }

    private static Failure lacking(VmView vm, Row<Vgpu> vgpu) {
        boolean typed = vm.state().get(VgpuType.CLASS, vgpu.get(Vgpu.TYPE)) != null;
        return typed
                ? new VmBootFailure.RequiresVgpu(vm.ref(), vgpu.get(Vgpu.GPU_GROUP), vgpu.get(Vgpu.TYPE))
                : new VmBootFailure.RequiresGpu(vm.ref(), vgpu.get(Vgpu.GPU_GROUP));
    }

    private static Optional<Refusal> usbDevices(HostView host, VmView vm) {
        boolean elsewhere = vm.row().get(Vm.VUSBS).stream()
                .flatMap(ref -> host.state().find(Vusb.CLASS, ref).stream())
                .flatMap(vusb -> host.state().find(UsbGroup.CLASS, vusb.get(Vusb.USB_GROUP)).stream())
                .flatMap(group -> group.get(UsbGroup.PUSBS).stream())
                .flatMap(ref -> host.state().find(Pusb.CLASS, ref).stream())
                .anyMatch(pusb -> !pusb.get(Pusb.HOST).equals(host.ref()));
        return elsewhere
                ? refusal(
                        "does not have its USB device",
                        new CallFailure.OperationNotAllowed("Its USB device is in another host."))
                : Optional.empty();
    }

    private static Optional<Refusal> hardwareVirtualisation(HostView host, VmView vm) {
        boolean has = host.row().get(Host.CAPABILITIES).stream().anyMatch(word -> word.contains("hvm"));
        return has || vm.domainType() == DomainType.PV
                ? Optional.empty()
                : refusal("cannot run guests of this kind", new VmBootFailure.HvmRequired(vm.ref()));
    }

    private static Optional<Refusal> enoughMemory(HostView host, VmView vm) {
        long needed = MemoryModel.neededAtStart(vm.row());
        long available = host.memoryAvailableTo(vm.ref());
        return needed <= available
                ? Optional.empty()
                : refusal(
                        "needs %d MiB more memory".formatted(MemoryModel.mib(needed - available) + 1),
                        new HostFailure.NotEnoughFreeMemory(needed, available));
    }

    private static Optional<Refusal> enoughProcessors(HostView host, VmView vm) {
        long wanted = vm.row().get(Vm.VCPUS_MAX);
        long present = host.processors();
        return wanted <= present || VmView.isTrue(vm.row().get(Vm.PLATFORM), "vcpu-unrestricted")
                ? Optional.empty()
                : refusal(
                        "has %d processors, and the guest may get %d".formatted(present, wanted),
                        new HostFailure.NotEnoughPcpus(wanted, present));
    }

    static Optional<Refusal> refusal(String reason, Failure failure) {
        return Optional.of(new Refusal(reason, failure));
    }
}
