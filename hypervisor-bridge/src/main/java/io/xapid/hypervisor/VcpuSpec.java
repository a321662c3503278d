package io.xapid.hypervisor;

import java.util.Optional;

/**
 * How many virtual processors a guest has, and how they are arranged.
 *
 * @param atStart how many run at boot
 * @param max how many there may be after hot-plugging
 * @param coresPerSocket how many of them make one socket; {@code max} is a multiple of it
 * @param share how much of the host's processors it gets, if not the usual
 */
public record VcpuSpec(int atStart, int max, int coresPerSocket, Optional<VcpuShare> share) {

    public VcpuSpec {
        share = share.filter(given -> !given.equals(VcpuShare.USUAL));
        if (atStart < 1 || max < atStart || coresPerSocket < 1 || max % coresPerSocket != 0) {
            throw new IllegalArgumentException(
                    "vCPUs must satisfy 1 <= at start <= max, and max a multiple of cores per socket; got %d, %d, %d"
                            .formatted(atStart, max, coresPerSocket));
        }
    }

    public VcpuSpec(int atStart, int max, int coresPerSocket) {
        this(atStart, max, coresPerSocket, Optional.empty());
    }

    /** The same with another share of the host's processors. */
    public VcpuSpec withShare(VcpuShare other) {
        return new VcpuSpec(atStart, max, coresPerSocket, Optional.of(other));
    }

    /** So many from boot to end, each a socket of its own. */
    public static VcpuSpec of(int count) {
        return new VcpuSpec(count, count, 1);
    }
}
