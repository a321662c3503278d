package io.xapid.server.pool;

import io.xapid.server.wire.Pem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Issues the certificates by which hosts of a pool know each other. A certificate's common name is its host's uuid; that of the
 * authority itself is the pool's.
 */
final class Authority {
    private static final String ALGORITHM = "EC";
    private static final int SERIAL_BITS = 120;
    private static final Duration VALIDITY = Duration.ofDays(3650);
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private final PrivateKey key;
    private final X509Certificate certificate;

    private Authority(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    static Authority make(UUID pool, Clock clock) throws IOException {
        try {
            KeyPair keys = newKeys();
            X500Name name = name(pool);
            return new Authority(keys.getPrivate(), sign(name, keys.getPrivate(), name, keys.getPublic(), true, clock));
        } catch (GeneralSecurityException | OperatorCreationException problem) {
            throw new IOException("the pool's certificates cannot be made", problem);
        }
    }

    /** @throws IOException when the texts are not what {@link #keyText} and {@link #text} gave */
    static Authority read(String keyText, String certificateText) throws IOException {
        return new Authority(readKey(keyText), readCertificate(certificateText));
    }

    /** A host's keys. */
    static KeyPair newKeys() throws IOException {
        try {
            var generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException problem) {
            throw new IOException("keys cannot be made", problem);
        }
    }

    X509Certificate issue(UUID host, PublicKey hostKey, Clock clock) throws IOException {
        try {
            var issuer = new X500Name(certificate.getSubjectX500Principal().getName());
            return sign(issuer, key, name(host), hostKey, false, clock);
        } catch (GeneralSecurityException | OperatorCreationException problem) {
            throw new IOException("the certificate of host %s cannot be made".formatted(host), problem);
        }
    }

    private static X500Name name(UUID id) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, id.toString())
                .build();
    }

    private static X509Certificate sign(
            X500Name issuer, PrivateKey key, X500Name subject, PublicKey subjectKey, boolean isAuthority, Clock clock)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        Instant now = clock.instant();
        var builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
                Date.from(now.minus(CLOCK_SKEW)),
                Date.from(now.plus(VALIDITY)),
                subject,
                subjectKey);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }

    String text() throws IOException {
        return text(certificate);
    }

    /** A secret. */
    String keyText() {
        return keyText(key);
    }

    static String keyText(PrivateKey key) {
        return Pem.encode(Pem.PRIVATE_KEY, key.getEncoded());
    }

    static String text(X509Certificate certificate) throws IOException {
        try {
            return Pem.encode(Pem.CERTIFICATE, certificate.getEncoded());
        } catch (GeneralSecurityException problem) {
            throw new IOException("a certificate cannot be encoded", problem);
        }
    }

    static PrivateKey readKey(String text) throws IOException {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(Pem.decode(text, Pem.PRIVATE_KEY)));
        } catch (GeneralSecurityException | IllegalArgumentException problem) {
            throw new IOException("a key cannot be read", problem);
        }
    }

    static PublicKey readPublicKey(byte[] encoded) throws IOException {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException problem) {
            throw new IOException("a public key cannot be read", problem);
        }
    }

    static X509Certificate readCertificate(String text) throws IOException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(Pem.decode(text, Pem.CERTIFICATE)));
        } catch (GeneralSecurityException | IllegalArgumentException problem) {
            throw new IOException("a certificate cannot be read", problem);
        }
    }
}
