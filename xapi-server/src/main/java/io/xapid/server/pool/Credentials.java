package io.xapid.server.pool;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * How a host proves to others of its pool who it is, and how it knows them.
 *
 * @param certificate this host's, issued by the pool
 * @param authority who issues the pool's certificates
 */
record Credentials(PrivateKey key, X509Certificate certificate, X509Certificate authority) {
    /** Trusts what the pool has issued and nothing else. */
    SSLContext context() throws IOException {
        try {
            var own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry("host", key, new char[0], new X509Certificate[] {certificate, authority});
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, new char[0]);
            var others = KeyStore.getInstance("PKCS12");
            others.load(null, null);
            others.setCertificateEntry("pool", authority);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(others);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException problem) {
            throw new IOException("the pool's certificates cannot be used", problem);
        }
    }
}
