package io.xapid.ha.pool;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.UUID;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * Connections on which both ends show a certificate of the pool. A certificate's subject names its host: its common name is the
 * host's uuid.
 */
public final class TlsLinks implements Links {
    private static final int CONNECT_MILLIS = 1_000;
    private static final int HANDSHAKE_MILLIS = 5_000;
    private static final int BACKLOG = 50;
    private static final String[] PROTOCOLS = {"TLSv1.3"};

    private final SSLContext context;
    private final InetSocketAddress own;
    private final Addresses addresses;

    /**
     * @param context has this host's certificate, and trusts those who issue the pool's and nobody else
     * @param own where this host listens
     */
    public TlsLinks(SSLContext context, InetSocketAddress own, Addresses addresses) {
        this.context = context;
        this.own = own;
        this.addresses = addresses;
    }

    @Override
    public ServerSocket listen() throws IOException {
        var socket = (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
        try {
            socket.setEnabledProtocols(PROTOCOLS);
            socket.setNeedClientAuth(true);
            socket.setReuseAddress(true);
            socket.bind(own, BACKLOG);
            return socket;
        } catch (IOException problem) {
            socket.close();
            throw problem;
        }
    }

    @Override
    public Socket connect(UUID member) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket();
        try {
            socket.setEnabledProtocols(PROTOCOLS);
            socket.setTcpNoDelay(true);
            socket.connect(addresses.of(member), CONNECT_MILLIS);
            socket.setSoTimeout(HANDSHAKE_MILLIS);
            socket.startHandshake();
            socket.setSoTimeout(0);
            return socket;
        } catch (IOException problem) {
            socket.close();
            throw problem;
        }
    }

    @Override
    public void check(Socket peer, UUID claimed) throws IOException {
        Certificate[] shown = ((SSLSocket) peer).getSession().getPeerCertificates();
        String name = commonName((X509Certificate) shown[0]);
        if (!claimed.toString().equals(name)) {
            throw new IOException("the peer has the certificate of %s and says it is %s".formatted(name, claimed));
        }
    }

    private static String commonName(X509Certificate certificate) throws IOException {
        try {
            var subject = new LdapName(certificate.getSubjectX500Principal().getName());
            for (Rdn part : subject.getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    return String.valueOf(part.getValue());
                }
            }
            return "nobody";
        } catch (InvalidNameException unreadable) {
            throw new IOException("the peer's certificate has no readable subject", unreadable);
        }
    }
}
