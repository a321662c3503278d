package io.xapid.hypervisor.xen.pair;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A connection over TLS 1.3 whose ends know each other by one certificate; lines of words first, then bytes. */
final class TlsChannel implements ByteChannel {
    static final char[] PASSWORD = "public".toCharArray();

    private static final int LONGEST_LINE = 4_096;

    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;
    private final ReadableByteChannel reader;

    private TlsChannel(SSLSocket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        this.reader = Channels.newChannel(in);
    }

    static TlsChannel connect(SSLContext context, String host, int port) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket(host, port);
        socket.setEnabledProtocols(new String[] {"TLSv1.3"});
        return new TlsChannel(socket);
    }

    static SSLServerSocket listen(SSLContext context, int port) throws IOException {
        var server = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(port);
        server.setEnabledProtocols(new String[] {"TLSv1.3"});
        server.setNeedClientAuth(true);
        return server;
    }

    static TlsChannel accept(SSLServerSocket server) throws IOException {
        return new TlsChannel((SSLSocket) server.accept());
    }

    /** Key and trust from one file. */
    static SSLContext context(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(file)) {
            store.load(stored, PASSWORD);
        }
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        String alias = store.aliases().nextElement();
        trusted.setCertificateEntry(alias, store.getCertificate(alias));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    void line(String words) throws IOException {
        out.write((words + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    String line() throws IOException {
        var words = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n' && words.length() < LONGEST_LINE) {
            words.append((char) next);
            next = in.read();
        }
        return words.toString();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return reader.read(into);
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int size = bytes.remaining();
        var copy = new byte[size];
        bytes.get(copy);
        out.write(copy);
        out.flush();
        return size;
    }

    @Override
    public boolean isOpen() {
        return !socket.isClosed();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
