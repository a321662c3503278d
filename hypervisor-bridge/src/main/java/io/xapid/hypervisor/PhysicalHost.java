package io.xapid.hypervisor;

import java.util.Map;

/**
 * The machine under all guests, as a hypervisor sees it that the host's own system is a guest of too: that system's kernel
 * sees only its share.
 *
 * @param scheduler the name of what shares out the processors, such as {@code credit2}
 * @param iommu whether devices can be passed through to guests
 */
public record PhysicalHost(
        Memory memory, Processors processors, ControlDomain control, String scheduler, boolean iommu) {

    /**
     * Memory in bytes.
     *
     * @param total all there is
     * @param free what no guest has, nor the hypervisor
     * @param hypervisor what the hypervisor itself takes, without what each guest costs it
     */
    public record Memory(long total, long free, long hypervisor) {}

    /**
     * The logical processors, which are all alike.
     *
     * @param features CPUID words in hexadecimal, joined by dashes, by whose they are: {@code host} is what the machine
     *     has, {@code pv} and {@code hvm} what guests of that kind can be given
     */
    public record Processors(
            int count, int coresPerSocket, int threadsPerCore, long kilohertz, Map<String, String> features) {
        public Processors {
            features = Map.copyOf(features);
        }
    }

    /**
     * The host's own system.
     *
     * @param memoryBytes what it has
     * @param mostBytes what it may have at most
     * @param vcpus how many vCPUs it uses
     */
    public record ControlDomain(long memoryBytes, long mostBytes, int vcpus) {}
}
