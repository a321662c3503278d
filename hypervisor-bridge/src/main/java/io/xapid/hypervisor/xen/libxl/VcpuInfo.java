package io.xapid.hypervisor.xen.libxl;

/** A virtual processor: whether the guest uses it, and the time it has run. */
public record VcpuInfo(int number, boolean online, long nanoseconds) {}
