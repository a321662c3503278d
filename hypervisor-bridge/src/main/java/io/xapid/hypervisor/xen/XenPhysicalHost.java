package io.xapid.hypervisor.xen;

import com.fasterxml.jackson.databind.JsonNode;
import io.xapid.hypervisor.PhysicalHost;
import io.xapid.hypervisor.xen.libxl.DomainInfo;
import java.util.List;
import java.util.Map;

/** Reads what machine Xen runs on. */
final class XenPhysicalHost {
    private static final int PAGE_BYTES = 4096;
    private static final int CONTROL_DOMAIN = 0;
    private static final long PAGING_PAGES_PER_VCPU = 256;
    private static final long PAGING_PAGES_PER_MIB = 2;

    private final Asking asking;
    private final Map<String, String> features;

    /** @param features CPUID words by whose they are; they do not change while Xen runs */
    XenPhysicalHost(Asking asking, Map<String, String> features) {
        this.asking = asking;
        this.features = Map.copyOf(features);
    }

    /** What features of the processors guests of each kind can be given. */
    Map<String, String> features() {
        return features;
    }

    PhysicalHost read() {
        return asking.ask(libxl ->
                of(libxl.host().physical(), libxl.host().domains(), libxl.host().scheduler(), features));
    }

    /** Whether the hypervisor can keep track of what PV guests write. */
    boolean logsPv() {
        return asking.ask(libxl -> libxl.host().physical().path("cap_shadow").asBoolean());
    }

    static PhysicalHost of(
            JsonNode physical, List<DomainInfo> domains, String scheduler, Map<String, String> features) {
        long total = bytes(physical, "total_pages");
        long free = bytes(physical, "free_pages") + bytes(physical, "scrub_pages");
        long guests = domains.stream().mapToLong(XenPhysicalHost::takes).sum();
        DomainInfo control = domains.stream()
                .filter(domain -> domain.domid() == CONTROL_DOMAIN)
                .findFirst()
                .orElseThrow();
        return new PhysicalHost(
                new PhysicalHost.Memory(
                        total,
                        Math.max(
                                0,
                                free - bytes(physical, "outstanding_pages")), // claimed by guests that are being built
                        Math.max(0, total - free - guests)),
                new PhysicalHost.Processors(
                        physical.path("nr_cpus").asInt(),
                        Math.max(1, physical.path("cores_per_socket").asInt()),
                        Math.max(1, physical.path("threads_per_core").asInt()),
                        physical.path("cpu_khz").asLong(),
                        features),
                new PhysicalHost.ControlDomain(
                        control.memoryKib() << 10,
                        Math.min(total >> 10, control.mostKib()) << 10, // without a bound of its own it is beyond all
                        control.vcpus()),
                scheduler,
                physical.path("cap_hvm_directio").asBoolean());
    }

    /** Its own, and what libxl sets aside for its page tables where the processor keeps them: both come from the same. */
    private static long takes(DomainInfo domain) {
        long pages = domain.machine()
                ? PAGING_PAGES_PER_VCPU * domain.mostVcpus() + PAGING_PAGES_PER_MIB * (domain.mostKib() >> 10)
                : 0;
        return (domain.memoryKib() << 10) + pages * PAGE_BYTES;
    }

    private static long bytes(JsonNode physical, String pages) {
        return physical.path(pages).asLong() * PAGE_BYTES;
    }
}
