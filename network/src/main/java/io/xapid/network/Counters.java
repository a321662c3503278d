package io.xapid.network;

/**
 * What has passed through an interface since it was made, as the host sees it: what a port <i>receives</i>, its guest
 * has sent.
 */
public record Counters(
        long receivedBytes,
        long receivedPackets,
        long receivedErrors,
        long receivedDropped,
        long sentBytes,
        long sentPackets,
        long sentErrors,
        long sentDropped) {}
