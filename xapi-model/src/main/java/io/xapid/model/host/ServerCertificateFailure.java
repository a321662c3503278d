package io.xapid.model.host;

import io.xapid.model.meta.Failure;

/** Failures about the certificate a host shows to clients. */
public final class ServerCertificateFailure {
    private ServerCertificateFailure() {}

    /** The chain supplied with the server certificate cannot be used. */
    public static final class ChainInvalid extends Failure {
        public ChainInvalid() {
            super("SERVER_CERTIFICATE_CHAIN_INVALID");
        }
    }

    /** The server certificate has run out. */
    public static final class Expired extends Failure {
        public Expired(String now, String notAfter) {
            super("SERVER_CERTIFICATE_EXPIRED", now, notAfter);
        }
    }

    /** The server certificate cannot be used. */
    public static final class Invalid extends Failure {
        public Invalid() {
            super("SERVER_CERTIFICATE_INVALID");
        }
    }

    /** The private key uses an algorithm that is not accepted. */
    public static final class KeyAlgorithmNotSupported extends Failure {
        public KeyAlgorithmNotSupported(String algorithmOid) {
            super("SERVER_CERTIFICATE_KEY_ALGORITHM_NOT_SUPPORTED", algorithmOid);
        }
    }

    /** The private key cannot be used. */
    public static final class KeyInvalid extends Failure {
        public KeyInvalid() {
            super("SERVER_CERTIFICATE_KEY_INVALID");
        }
    }

    /** Private key and server certificate do not form a pair. */
    public static final class KeyMismatch extends Failure {
        public KeyMismatch() {
            super("SERVER_CERTIFICATE_KEY_MISMATCH");
        }
    }

    /** The RSA key has a length that is not accepted. */
    public static final class KeyRsaLengthNotSupported extends Failure {
        public KeyRsaLengthNotSupported(String length) {
            super("SERVER_CERTIFICATE_KEY_RSA_LENGTH_NOT_SUPPORTED", length);
        }
    }

    /** RSA keys with more than two primes are not accepted. */
    public static final class KeyRsaMultiNotSupported extends Failure {
        public KeyRsaMultiNotSupported() {
            super("SERVER_CERTIFICATE_KEY_RSA_MULTI_NOT_SUPPORTED");
        }
    }

    /** The server certificate becomes valid only later. */
    public static final class NotValidYet extends Failure {
        public NotValidYet(String now, String notBefore) {
            super("SERVER_CERTIFICATE_NOT_VALID_YET", now, notBefore);
        }
    }

    /** The server certificate is signed with a method that is not accepted. */
    public static final class SignatureNotSupported extends Failure {
        public SignatureNotSupported() {
            super("SERVER_CERTIFICATE_SIGNATURE_NOT_SUPPORTED");
        }
    }
}
