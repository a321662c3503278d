package io.xapid.model.pool;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;

/** Failures about trusted certificates. */
public final class CertificateFailure {
    private CertificateFailure() {}

    /** The authority certificate has run out. */
    public static final class CaCertificateExpired extends Failure {
        public CaCertificateExpired(String now, String notAfter) {
            super("CA_CERTIFICATE_EXPIRED", now, notAfter);
        }
    }

    /** The authority certificate cannot be used. */
    public static final class CaCertificateInvalid extends Failure {
        public CaCertificateInvalid() {
            super("CA_CERTIFICATE_INVALID");
        }
    }

    /** The authority certificate becomes valid only later. */
    public static final class CaCertificateNotValidYet extends Failure {
        public CaCertificateNotValidYet(String now, String notBefore) {
            super("CA_CERTIFICATE_NOT_VALID_YET", now, notBefore);
        }
    }

    /** A certificate of this name is installed already. */
    public static final class AlreadyExists extends Failure {
        public AlreadyExists(String name) {
            super("CERTIFICATE_ALREADY_EXISTS", name);
        }
    }

    /** The certificate file is damaged. */
    public static final class Corrupt extends Failure {
        public Corrupt(String name) {
            super("CERTIFICATE_CORRUPT", name);
        }
    }

    /** No certificate of this name is installed. */
    public static final class DoesNotExist extends Failure {
        public DoesNotExist(String name) {
            super("CERTIFICATE_DOES_NOT_EXIST", name);
        }
    }

    /** The certificate is not assigned to any purpose. */
    public static final class LacksPurpose extends Failure {
        public LacksPurpose() {
            super("CERTIFICATE_LACKS_PURPOSE");
        }
    }

    /** The certificate store of the host is damaged. */
    public static final class LibraryCorrupt extends Failure {
        public LibraryCorrupt() {
            super("CERTIFICATE_LIBRARY_CORRUPT");
        }
    }

    /** The certificate name contains characters that are not permitted. */
    public static final class NameInvalid extends Failure {
        public NameInvalid(String name) {
            super("CERTIFICATE_NAME_INVALID", name);
        }
    }

    /** Certificates are being renewed right now. */
    public static final class CertRefreshInProgress extends Failure {
        public CertRefreshInProgress(String... details) {
            super("CERT_REFRESH_IN_PROGRESS", (Object[]) details);
        }
    }

    /** A revocation list of this name is installed already. */
    public static final class CrlAlreadyExists extends Failure {
        public CrlAlreadyExists(String name) {
            super("CRL_ALREADY_EXISTS", name);
        }
    }

    /** The revocation list file is damaged. */
    public static final class CrlCorrupt extends Failure {
        public CrlCorrupt(String name) {
            super("CRL_CORRUPT", name);
        }
    }

    /** No revocation list of this name is installed. */
    public static final class CrlDoesNotExist extends Failure {
        public CrlDoesNotExist(String name) {
            super("CRL_DOES_NOT_EXIST", name);
        }
    }

    /** The revocation list name contains characters that are not permitted. */
    public static final class CrlNameInvalid extends Failure {
        public CrlNameInvalid(String name) {
            super("CRL_NAME_INVALID", name);
        }
    }

    /** The certificate is not one of the trusted kind. */
    public static final class NotTrusted extends Failure {
        public NotTrusted(Ref<?> ref) {
            super("NOT_TRUSTED_CERTIFICATE", ref);
        }
    }

    /** The certificate of the peer did not pass the check. */
    public static final class SslVerifyError extends Failure {
        public SslVerifyError(String reason) {
            super("SSL_VERIFY_ERROR", reason);
        }
    }

    /** No TLS connection to the address could be made. */
    public static final class TlsConnectionFailed extends Failure {
        public TlsConnectionFailed(String address, String port) {
            super("TLS_CONNECTION_FAILED", address, port);
        }
    }

    /** Certificate checking is being switched on right now. */
    public static final class TlsVerificationEnableInProgress extends Failure {
        public TlsVerificationEnableInProgress() {
            super("TLS_VERIFICATION_ENABLE_IN_PROGRESS");
        }
    }

    /** Certificate checking is off in this pool. */
    public static final class TlsVerificationNotEnabledInPool extends Failure {
        public TlsVerificationNotEnabledInPool() {
            super("TLS_VERIFICATION_NOT_ENABLED_IN_POOL");
        }
    }

    /** An equal trusted certificate is installed already. */
    public static final class TrustedAlreadyExists extends Failure {
        public TrustedAlreadyExists(String fingerprint) {
            super("TRUSTED_CERTIFICATE_ALREADY_EXISTS", fingerprint);
        }
    }

    /** The trusted certificate has run out. */
    public static final class TrustedExpired extends Failure {
        public TrustedExpired(String now, String notAfter) {
            super("TRUSTED_CERTIFICATE_EXPIRED", now, notAfter);
        }
    }

    /** The trusted certificate cannot be used. */
    public static final class TrustedInvalid extends Failure {
        public TrustedInvalid() {
            super("TRUSTED_CERTIFICATE_INVALID");
        }
    }

    /** The trusted certificate becomes valid only later. */
    public static final class TrustedNotValidYet extends Failure {
        public TrustedNotValidYet(String now, String notBefore) {
            super("TRUSTED_CERTIFICATE_NOT_VALID_YET", now, notBefore);
        }
    }
}
