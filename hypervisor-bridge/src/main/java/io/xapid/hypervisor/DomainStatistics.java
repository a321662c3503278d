package io.xapid.hypervisor;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counters of a domain since it was built.
 *
 * @param cpuSeconds processor time used, by number of the vCPU
 * @param memoryBytes what the guest may use just now (after ballooning), to within 1 MiB
 * @param residentBytes what it really takes of the host's memory
 * @param disks by slot; a drive whose traffic nobody counts is missing
 * @param nics by slot; a NIC whose packets nobody counts is missing
 */
public record DomainStatistics(
        List<Double> cpuSeconds,
        long memoryBytes,
        long residentBytes,
        Map<Integer, DiskCounters> disks,
        Map<Integer, NicCounters> nics) {

    public DomainStatistics {
        cpuSeconds = List.copyOf(cpuSeconds);
        disks = Map.copyOf(disks);
        nics = Map.copyOf(nics);
    }

    /** What went through a drive. */
    public record DiskCounters(long readBytes, long writtenBytes, long reads, long writes) {
        /** What went through both of two ways to the same drive. */
        public DiskCounters plus(DiskCounters other) {
            return new DiskCounters(
                    readBytes + other.readBytes,
                    writtenBytes + other.writtenBytes,
                    reads + other.reads,
                    writes + other.writes);
        }
    }

    /**
     * What went through a NIC, as the guest sees it.
     *
     * @param hostInterface the host's end of it
     */
    public record NicCounters(
            Optional<String> hostInterface,
            long receivedBytes,
            long sentBytes,
            long receivedPackets,
            long sentPackets) {}
}
