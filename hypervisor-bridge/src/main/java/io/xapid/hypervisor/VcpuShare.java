package io.xapid.hypervisor;

import java.util.Set;
import java.util.TreeSet;

/**
 * How much of the host's processors a guest gets, and which.
 *
 * @param weight its share, beside those of others, when all together want more than there is; the usual is 256
 * @param cap the most it gets, in hundredths of a processor for all its vCPUs together; 0 is no bound
 * @param processors numbers of those that it may run on; none is all
 */
public record VcpuShare(int weight, int cap, Set<Integer> processors) {
    /** What a guest has about which nothing is said. */
    public static final VcpuShare USUAL = new VcpuShare(256, 0, Set.of());

    /** One more than the highest number of a processor. */
    public static final int MOST_PROCESSORS = 4_096;

    private static final int HIGHEST_WEIGHT = 65_535;

    public VcpuShare {
        processors = Set.copyOf(processors);
        if (weight < 1 || weight > HIGHEST_WEIGHT) {
            throw new IllegalArgumentException("a weight is from 1 to %d, not %d".formatted(HIGHEST_WEIGHT, weight));
        }
        if (cap < 0) {
            throw new IllegalArgumentException("no such cap: " + cap);
        }
        processors.forEach(number -> {
            if (number < 0 || number >= MOST_PROCESSORS) {
                throw new IllegalArgumentException("no such processor: " + number);
            }
        });
    }

    /** The processors in order. */
    public Set<Integer> inOrder() {
        return new TreeSet<>(processors);
    }
}
