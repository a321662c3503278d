package io.xapid.model.access;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;

/** Failures of external authentication across the pool. */
public final class PoolAuthFailure {
    private PoolAuthFailure() {}

    /** External authentication is set up on a pool host already. */
    public static final class AlreadyEnabled extends Failure {
        public AlreadyEnabled(Ref<Host> host) {
            super("POOL_AUTH_ALREADY_ENABLED", host);
        }
    }

    /** A pool host could not switch off external authentication. */
    public static final class DisableFailed extends Failure {
        public DisableFailed(Ref<Host> host, String message) {
            super("POOL_AUTH_DISABLE_FAILED", host, message);
        }
    }

    /** The computer account of a pool host is not valid for leaving. */
    public static final class DisableFailedInvalidAccount extends Failure {
        public DisableFailedInvalidAccount(Ref<Host> host, String message) {
            super("POOL_AUTH_DISABLE_FAILED_INVALID_ACCOUNT", host, message);
        }
    }

    /** The directory did not permit a pool host to leave. */
    public static final class DisableFailedPermissionDenied extends Failure {
        public DisableFailedPermissionDenied(Ref<Host> host, String message) {
            super("POOL_AUTH_DISABLE_FAILED_PERMISSION_DENIED", host, message);
        }
    }

    /** The login for taking the pool out of the directory is wrong. */
    public static final class DisableFailedWrongCredentials extends Failure {
        public DisableFailedWrongCredentials(Ref<Host> host, String message) {
            super("POOL_AUTH_DISABLE_FAILED_WRONG_CREDENTIALS", host, message);
        }
    }

    /** A pool host could not switch on external authentication. */
    public static final class EnableFailed extends Failure {
        public EnableFailed(Ref<Host> host, String message) {
            super("POOL_AUTH_ENABLE_FAILED", host, message);
        }
    }

    /** A pool host cannot resolve the directory domain. */
    public static final class EnableFailedDomainLookupFailed extends Failure {
        public EnableFailedDomainLookupFailed(Ref<Host> host, String message) {
            super("POOL_AUTH_ENABLE_FAILED_DOMAIN_LOOKUP_FAILED", host, message);
        }
    }

    /** Two pool hosts would join the directory under one name. */
    public static final class EnableFailedDuplicateHostname extends Failure {
        public EnableFailedDuplicateHostname(Ref<Host> host, String message) {
            super("POOL_AUTH_ENABLE_FAILED_DUPLICATE_HOSTNAME", host, message);
        }
    }

    /** The directory rejects the computer account of a pool host. */
    public static final class EnableFailedInvalidAccount extends Failure {
        public EnableFailedInvalidAccount(Ref<Host> host, String message) {
            super("POOL_AUTH_ENABLE_FAILED_INVALID_ACCOUNT", host, message);
        }
    }

    /** The organisational unit given for the pool does not exist. */
    public static final class EnableFailedInvalidOu extends Failure {
        public EnableFailedInvalidOu(Ref<Host> host, String message) {
            super("POOL_AUTH_ENABLE_FAILED_INVALID_OU", host, message);
        }
    }

    /** A pool host cannot use its trusted directory certificates. */
    public static final class EnableFailedInvalidTrustedCerts extends Failure {
        public EnableFailedInvalidTrustedCerts(Ref<Host> host, String message) {
            super("POOL_AUTH_ENABLE_FAILED_INVALID_TRUSTED_CERTS", host, message);
        }
    }

    /** A pool host shares no encryption type with the directory. */
    public static final class EnableFailedNoSupportEncryptType extends Failure {
        public EnableFailedNoSupportEncryptType(Ref<Host> host, String message) {
            super("POOL_AUTH_ENABLE_FAILED_NO_SUPPORT_ENCRYPT_TYPE", host, message);
        }
    }

    /** A pool host has no trusted directory certificates. */
    public static final class EnableFailedNoTrustedCerts extends Failure {
        public EnableFailedNoTrustedCerts(Ref<Host> host, String message) {
            super("POOL_AUTH_ENABLE_FAILED_NO_TRUSTED_CERTS", host, message);
        }
    }

    /** The directory did not permit a pool host to join. */
    public static final class EnableFailedPermissionDenied extends Failure {
        public EnableFailedPermissionDenied(Ref<Host> host, String message) {
            super("POOL_AUTH_ENABLE_FAILED_PERMISSION_DENIED", host, message);
        }
    }

    /** A pool host could not open TLS to the directory. */
    public static final class EnableFailedSetupTlsConnection extends Failure {
        public EnableFailedSetupTlsConnection(Ref<Host> host, String message) {
            super("POOL_AUTH_ENABLE_FAILED_SETUP_TLS_CONNECTION", host, message);
        }
    }

    /** A pool host cannot reach the directory. */
    public static final class EnableFailedUnavailable extends Failure {
        public EnableFailedUnavailable(Ref<Host> host, String message) {
            super("POOL_AUTH_ENABLE_FAILED_UNAVAILABLE", host, message);
        }
    }

    /** The login for joining the pool to the directory is wrong. */
    public static final class EnableFailedWrongCredentials extends Failure {
        public EnableFailedWrongCredentials(Ref<Host> host, String message) {
            super("POOL_AUTH_ENABLE_FAILED_WRONG_CREDENTIALS", host, message);
        }
    }
}
