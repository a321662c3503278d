package io.xapid.server.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The far side of a console, as a hypervisor has it: a socket at which the test plays the guest. */
final class PlayedGuest implements AutoCloseable {
    static final String BANNER = "RFB 003.008\n";

    private final Path path;
    private final ServerSocketChannel listener;

    PlayedGuest(Path path) throws IOException {
        this.path = path;
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path), 50);
    }

    Path path() {
        return path;
    }

    /** The next client that comes. */
    Watcher accept() throws IOException {
        return new Watcher(listener.accept());
    }

    /** Goes away as a hypervisor process does that is killed. */
    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** One client, seen by the guest. */
    static final class Watcher implements AutoCloseable {
        final SocketChannel channel;
        private final InputStream in;
        private final OutputStream out;

        private Watcher(SocketChannel channel) {
            this.channel = channel;
            this.in = Channels.newInputStream(channel);
            this.out = Channels.newOutputStream(channel);
        }

        Watcher says(String text) throws IOException {
            return says(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        Watcher says(byte[] bytes) throws IOException {
            out.write(bytes);
            return this;
        }

        String hears(int bytes) throws IOException {
            return new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
        }

        boolean hearsTheEnd() throws IOException {
            return in.read() < 0;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
