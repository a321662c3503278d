package io.xapid.server.vm;

import io.xapid.hypervisor.CpuFeatureSet;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Pool;
import io.xapid.model.store.Lookup;
import io.xapid.model.store.Row;
import io.xapid.model.vm.DomainType;
import io.xapid.model.vm.Vm;
import java.util.Map;
import java.util.Optional;

/**
 * Which features of processors a VM's guest may see: no more than all hosts of the pool can give it, so that it can go to
 * any of them, and no more than {@code platform:featureset} of the VM allows.
 */
final class ProcessorLevel {
    /** Key of the VM's platform, and of what a hypervisor is told. */
    static final String KEY = "featureset";

    private ProcessorLevel() {}

    /**
     * The features; empty if the pool's hypervisors do not tell what they can give.
     *
     * @throws CallFailure.ValueNotSupported if what the VM allows is no list of CPUID words
     */
    static Optional<CpuFeatureSet> of(Lookup state, Ref<Pool> pool, Row<Vm> vm) {
        Optional<CpuFeatureSet> allowed =
                Optional.ofNullable(vm.get(Vm.PLATFORM).get(KEY)).map(ProcessorLevel::words);
        return Optional.ofNullable(state.get(Pool.CLASS, pool))
                .flatMap(row -> givenTo(VmView.typeOf(vm), row.get(Pool.CPU_INFO)))
                .map(given -> allowed.map(given::and).orElse(given));
    }

    /** What guests of a kind can be given, as a host's or the pool's {@code cpu_info} tells it. */
    static Optional<CpuFeatureSet> givenTo(DomainType kind, Map<String, String> info) {
        String told = info.get(kind == DomainType.PV ? "features_pv" : "features_hvm");
        return Optional.ofNullable(told).flatMap(CpuFeatureSet::parse);
    }

    private static CpuFeatureSet words(String text) {
        return CpuFeatureSet.parse(text)
                .orElseThrow(() -> new CallFailure.ValueNotSupported(
                        "platform['" + KEY + "']",
                        text,
                        "It takes CPUID words of eight hexadecimal digits, with dashes between."));
    }
}
