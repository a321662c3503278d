package io.xapid.hypervisor.xen;

import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.bridge.Errands;
import io.xapid.hypervisor.xen.libxl.Libxl;
import io.xapid.hypervisor.xen.store.Xenstore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * What all guests of one bridge share.
 *
 * @param runDirectory holds one folder per guest
 * @param shortWay a way to that which is short enough for addresses of sockets
 * @param drives tells what QEMUs read and write for guests
 * @param offers what the host has for guests
 * @param asking answers questions at once, while verbs are under way
 * @param errands runs, in order, what must not hold up those who tell of changes
 * @param attention told of guests that need a look
 */
record XenTools(
        Path runDirectory,
        Path shortWay,
        XenOffers offers,
        QemuDrives drives,
        Libxl libxl,
        Asking asking,
        Xenstore store,
        Errands errands,
        Consumer<VmId> attention,
        Clock clock) {}
