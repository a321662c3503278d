package io.xapid.server.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate and key the daemon proves itself with, kept as one PEM file that only its owner reads. A certificate
 * an administrator puts there is used as it is.
 */
public final class ServerCertificate {
    private static final Logger log = LoggerFactory.getLogger(ServerCertificate.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final PrivateKey key;
    private final X509Certificate certificate;

    ServerCertificate(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /**
     * The certificate in {@code file}, or a new one, which is then written there, if there is none, or none that is valid
     * and makes sense. What stood there before is moved aside, since somebody may have put it there.
     */
    public static ServerCertificate loadOrMake(Path file, Clock clock) throws IOException {
        Optional<ServerCertificate> kept = load(file, clock);
        if (kept.isPresent()) {
            return kept.get();
        }
        if (Files.exists(file)) {
            Files.move(
                    file,
                    file.resolveSibling(file.getFileName() + ".unusable"),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        ServerCertificate made = SelfSigned.make(clock);
        made.write(file);
        log.info("Made a TLS certificate, kept in {}", file);
        return made;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** For TLS listeners; the password is of no use to anyone, since the store never leaves memory. */
    KeyStore keyStore(String password) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("xapid", key, password.toCharArray(), new X509Certificate[] {certificate});
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("a key store in memory could not be made", e);
        }
    }

    private static Optional<ServerCertificate> load(Path file, Clock clock) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String pem = Files.readString(file, US_ASCII);
        try {
            byte[] encodedKey = Pem.decode(pem, Pem.PRIVATE_KEY);
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(Pem.decode(pem, Pem.CERTIFICATE)));
            checkNotExpired(certificate, clock, file);
            PrivateKey key = KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(encodedKey));
            return Optional.of(new ServerCertificate(key, certificate));
        } catch (CertificateException e) {
            log.warn("The TLS certificate in {} is of no use: {}", file, e.getMessage());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            log.warn("The TLS key in {} is of no use: {}", file, e.getMessage());
        }
        return Optional.empty();
    }

    /** A clock that is wrong after a restart must not cost a certificate that clients know. */
    private static void checkNotExpired(X509Certificate certificate, Clock clock, Path file)
            throws CertificateException {
        try {
            certificate.checkValidity(Date.from(clock.instant()));
        } catch (CertificateNotYetValidException early) {
            log.warn(
                    "The TLS certificate in {} is not valid before {}, and it is {}: is this host's clock right?",
                    file,
                    certificate.getNotBefore().toInstant(),
                    clock.instant());
        }
    }

    private void write(Path file) throws IOException {
        String pem;
        try {
            pem = Pem.encode(Pem.PRIVATE_KEY, key.getEncoded()) + Pem.encode(Pem.CERTIFICATE, certificate.getEncoded());
        } catch (CertificateException e) {
            throw new IOException("the certificate cannot be encoded", e);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(fresh, pem, US_ASCII, StandardOpenOption.WRITE);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
