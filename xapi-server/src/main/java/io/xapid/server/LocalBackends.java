package io.xapid.server;

import io.xapid.network.HostInterface;
import io.xapid.network.NetworkBackend;
import io.xapid.network.NetworkException;
import io.xapid.network.detect.NetworkBackends;
import io.xapid.network.host.HostInterfaces;
import io.xapid.network.simulator.SimulatedNetwork;
import io.xapid.server.config.HypervisorChoice;
import io.xapid.storage.QemuImg;
import io.xapid.storage.StorageBackend;
import io.xapid.storage.directory.DirectoryBackend;
import io.xapid.storage.iso.IsoBackend;
import io.xapid.storage.simulator.SimulatedStorage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What this host keeps disks and connects guests with. */
record LocalBackends(StorageBackend disks, StorageBackend cds, NetworkBackend network) {
    private static final String DISK_TYPE = "file";
    private static final long SIMULATED_CAPACITY = 1L << 40;

    /** Real ones, but for the simulator, which only takes from the host what needs no privilege. */
    static LocalBackends of(HypervisorChoice choice, String path) {
        Optional<StorageBackend> directory =
                tool("qemu-img", path).map(binary -> new DirectoryBackend(DISK_TYPE, new QemuImg(binary)));
        return new LocalBackends(
                directory.orElseGet(() -> new SimulatedStorage(SIMULATED_CAPACITY)),
                new IsoBackend(),
                choice == HypervisorChoice.SIMULATOR ? new SimulatedNetwork(nics()) : NetworkBackends.detect());
    }

    List<StorageBackend> storage() {
        return List.of(disks, cds);
    }

    /** The program of that name, wherever {@code path} has it. */
    static Optional<Path> tool(String name, String path) {
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static List<HostInterface> nics() {
        try {
            return HostInterfaces.ofHost().physical();
        } catch (NetworkException noTool) {
            return List.of();
        }
    }
}
