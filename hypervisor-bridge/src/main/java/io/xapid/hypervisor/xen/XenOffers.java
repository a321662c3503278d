package io.xapid.hypervisor.xen;

/**
 * What this host has for guests.
 *
 * @param firmware for guests in whole machines
 * @param bootloaders for paravirtual guests that boot from their disks
 * @param processors which features of the processors they can be given
 */
record XenOffers(XenFirmware firmware, XenBootloaders bootloaders, CpuMask processors) {}
