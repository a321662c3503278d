package io.xapid.hypervisor;

/**
 * How much memory a guest may have.
 *
 * @param staticMaxBytes what the guest sees at boot; it never gets more without a new boot
 * @param dynamicMinBytes the least the balloon may leave it
 * @param dynamicMaxBytes the most the balloon gives it, and its target at boot
 */
public record MemorySpec(long staticMaxBytes, long dynamicMinBytes, long dynamicMaxBytes) {

    private static final long LEAST_BYTES = 1L << 20;

    public MemorySpec {
        if (dynamicMinBytes < LEAST_BYTES || dynamicMinBytes > dynamicMaxBytes || dynamicMaxBytes > staticMaxBytes) {
            throw new IllegalArgumentException(
                    "memory must satisfy 1 MiB <= dynamic min <= dynamic max <= static max, got %d, %d, %d"
                            .formatted(dynamicMinBytes, dynamicMaxBytes, staticMaxBytes));
        }
    }

    /** The same amount from boot to end. */
    public static MemorySpec fixed(long bytes) {
        return new MemorySpec(bytes, bytes, bytes);
    }
}
