package io.xapid.hypervisor.qemu;

import io.xapid.hypervisor.VmId;
import io.xapid.hypervisor.qmp.SocketLoop;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What all guests of one bridge share.
 *
 * @param runDirectory holds one folder per guest
 * @param errands runs, in order, what must not hold up the sockets' thread
 * @param attention told of guests that need a look
 */
record QemuTools(
        Path runDirectory,
        SocketLoop loop,
        QemuLauncher launcher,
        QemuCommand command,
        Devices devices,
        HostTaps taps,
        Executor errands,
        Consumer<VmId> attention,
        Clock clock) {}
