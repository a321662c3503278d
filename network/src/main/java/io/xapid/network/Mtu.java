package io.xapid.network;

import io.xapid.network.NetworkException.Kind;

/** Largest packet of a link, in bytes. */
public record Mtu(int bytes) {
    /** What Ethernet has by itself. */
    public static final Mtu ETHERNET = new Mtu(1_500);

    private static final int LEAST = 68;
    private static final int MOST = 65_521;

    public Mtu {
        if (bytes < LEAST || bytes > MOST) {
            throw new NetworkException(
                    Kind.INVALID, "an MTU of %d bytes is not between %d and %d".formatted(bytes, LEAST, MOST));
        }
    }
}
