package io.xapid.server.host;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.pool.Certificate;
import io.xapid.model.pool.CertificateType;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;

/** The row of the certificate that the host shows to clients. */
final class CertificateRow {
    private CertificateRow() {}

    static void write(Transaction transaction, Ref<Host> host, X509Certificate certificate) {
        var draft = new Draft<>(Certificate.CLASS)
                .with(Certificate.TYPE, CertificateType.HOST)
                .with(Certificate.HOST, host)
                .with(
                        Certificate.NOT_BEFORE,
                        certificate.getNotBefore().toInstant().truncatedTo(ChronoUnit.SECONDS))
                .with(
                        Certificate.NOT_AFTER,
                        certificate.getNotAfter().toInstant().truncatedTo(ChronoUnit.SECONDS))
                .with(Certificate.FINGERPRINT, fingerprint(certificate, "SHA-256"))
                .with(Certificate.FINGERPRINT_SHA256, fingerprint(certificate, "SHA-256"))
                .with(Certificate.FINGERPRINT_SHA1, fingerprint(certificate, "SHA-1"));
        transaction.table(Certificate.CLASS).rows().stream()
                .filter(row -> row.get(Certificate.HOST).equals(host))
                .filter(row -> row.get(Certificate.TYPE) == CertificateType.HOST)
                .findFirst()
                .map(Row::ref)
                .ifPresentOrElse(known -> draft.update(transaction, known), () -> draft.insert(transaction));
    }

    private static String fingerprint(X509Certificate certificate, String algorithm) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").formatHex(digest).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible); // every JDK has both, and the certificate came from a decoder
        }
    }
}
