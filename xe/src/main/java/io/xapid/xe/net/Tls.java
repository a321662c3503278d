package io.xapid.xe.net;

import io.xapid.xe.XeFailure;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS over a connection. Kept apart, since loading what it needs takes longer than all the rest of a start. */
final class Tls {
    private static final int MOST_BYTES = 16 << 20;

    private Tls() {}

    /**
     * @param authorities file of certificates; empty accepts any server
     * @throws IOException when nobody is there
     * @throws XeFailure when somebody is, and it is not safe to go on
     */
    static Link connect(InetSocketAddress address, String host, String authorities, int patienceMillis)
            throws IOException, XeFailure {
        TrustManager[] trust = authorities.isEmpty() ? new TrustManager[] {new Anybody()} : signedBy(authorities);
        var plain = new Socket();
        try {
            plain.connect(address, patienceMillis);
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true); // a command may last for hours, and its server be gone
            return new SocketLink(over(plain, host, address.getPort(), trust, !authorities.isEmpty(), patienceMillis));
        } catch (IOException | XeFailure | RuntimeException problem) {
            plain.close();
            throw problem;
        }
    }

    private static Socket over(
            Socket plain, String host, int port, TrustManager[] trust, boolean checksName, int patienceMillis)
            throws XeFailure {
        try (var deadline = new Deadline(plain, patienceMillis)) {
            try {
                var context = SSLContext.getInstance("TLS");
                context.init(null, trust, null);
                var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, bare(host), port, true);
                if (checksName) {
                    var parameters = socket.getSSLParameters();
                    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate must be of this host
                    socket.setSSLParameters(parameters);
                }
                socket.startHandshake();
                return socket;
            } catch (IOException problem) {
                deadline.check();
                throw problem;
            }
        } catch (SSLException refused) {
            throw new XeFailure("Error: no safe connection to " + host + ": " + deepest(refused));
        } catch (IOException | GeneralSecurityException problem) {
            throw new XeFailure("Error: no TLS with " + host + " at port " + port + ": " + problem.getMessage());
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static String deepest(Throwable problem) {
        Throwable deepest = problem;
        for (int i = 0; i < 10; i++) {
            Throwable cause = deepest.getCause();
            if (cause == null) {
                break;
            }
            deepest = cause;
        }
        return String.valueOf(deepest.getMessage());
    }

    private static TrustManager[] signedBy(String file) throws XeFailure {
        try (InputStream in = new BufferedInputStream(new FileInputStream(file))) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new XeFailure("Error: " + file + " is too large for a file of certificates");
            }
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (var certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content))) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            if (number == 0) {
                throw new XeFailure("Error: there is no certificate in " + file);
            }
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException problem) {
            throw new XeFailure("Error: cannot read certificates from " + file + ": " + problem.getMessage());
        }
    }

    /** Accepts every certificate, as the platform's own client does: hosts sign theirs themselves. */
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
