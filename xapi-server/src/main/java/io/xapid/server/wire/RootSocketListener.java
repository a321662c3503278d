package io.xapid.server.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;

/** Listens on a socket in the file system that only the daemon's own user, and root, can open. */
final class RootSocketListener extends UnixDomainServerConnector {
    private final Path file;
    private final ConnectionPermits permits;

    RootSocketListener(Server server, Path file, ConnectionPermits permits, ConnectionFactory... factories) {
        super(server, 1, 1, factories);
        this.file = file;
        this.permits = permits;
        addBean(permits);
        setUnixDomainPath(file);
    }

    /** Makes way for the socket: its folder, which nobody else may look into, and no file left over in it. */
    void prepare() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.exists(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.deleteIfExists(file);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        Files.deleteIfExists(file);
    }

    @Override
    protected void accept(int acceptor) throws IOException {
        permits.take();
        boolean accepted = false;
        try {
            super.accept(acceptor);
            accepted = true;
        } finally {
            if (!accepted) {
                permits.giveBack();
            }
        }
    }
}
