package io.xapid.model.access;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;

/** Failures of external authentication on a host. */
public final class AuthFailure {
    private AuthFailure() {}

    /** External authentication is set up on the host already. */
    public static final class AlreadyEnabled extends Failure {
        public AlreadyEnabled(String currentAuthType, String currentServiceName) {
            super("AUTH_ALREADY_ENABLED", currentAuthType, currentServiceName);
        }
    }

    /** External authentication could not be switched off. */
    public static final class DisableFailed extends Failure {
        public DisableFailed(String message) {
            super("AUTH_DISABLE_FAILED", message);
        }
    }

    /** The directory did not permit the host to leave. */
    public static final class DisableFailedPermissionDenied extends Failure {
        public DisableFailedPermissionDenied(String message) {
            super("AUTH_DISABLE_FAILED_PERMISSION_DENIED", message);
        }
    }

    /** The login for leaving the directory is wrong. */
    public static final class DisableFailedWrongCredentials extends Failure {
        public DisableFailedWrongCredentials(String message) {
            super("AUTH_DISABLE_FAILED_WRONG_CREDENTIALS", message);
        }
    }

    /** External authentication could not be switched on. */
    public static final class EnableFailed extends Failure {
        public EnableFailed(String message) {
            super("AUTH_ENABLE_FAILED", message);
        }
    }

    /** The directory domain cannot be resolved. */
    public static final class EnableFailedDomainLookupFailed extends Failure {
        public EnableFailedDomainLookupFailed(String message) {
            super("AUTH_ENABLE_FAILED_DOMAIN_LOOKUP_FAILED", message);
        }
    }

    /** The directory rejects the computer account of the host. */
    public static final class EnableFailedInvalidAccount extends Failure {
        public EnableFailedInvalidAccount(String message) {
            super("AUTH_ENABLE_FAILED_INVALID_ACCOUNT", message);
        }
    }

    /** The directory has no such organisational unit. */
    public static final class EnableFailedInvalidOu extends Failure {
        public EnableFailedInvalidOu(String message) {
            super("AUTH_ENABLE_FAILED_INVALID_OU", message);
        }
    }

    /** The trusted certificates for the directory cannot be used. */
    public static final class EnableFailedInvalidTrustedCerts extends Failure {
        public EnableFailedInvalidTrustedCerts(String message) {
            super("AUTH_ENABLE_FAILED_INVALID_TRUSTED_CERTS", message);
        }
    }

    /** Host and directory share no encryption type. */
    public static final class EnableFailedNoSupportEncryptType extends Failure {
        public EnableFailedNoSupportEncryptType(String... details) {
            super("AUTH_ENABLE_FAILED_NO_SUPPORT_ENCRYPT_TYPE", (Object[]) details);
        }
    }

    /** No trusted certificates for the directory are installed. */
    public static final class EnableFailedNoTrustedCerts extends Failure {
        public EnableFailedNoTrustedCerts(String message) {
            super("AUTH_ENABLE_FAILED_NO_TRUSTED_CERTS", message);
        }
    }

    /** The directory did not permit the host to join. */
    public static final class EnableFailedPermissionDenied extends Failure {
        public EnableFailedPermissionDenied(String message) {
            super("AUTH_ENABLE_FAILED_PERMISSION_DENIED", message);
        }
    }

    /** The directory cannot be reached for joining. */
    public static final class EnableFailedUnavailable extends Failure {
        public EnableFailedUnavailable(String message) {
            super("AUTH_ENABLE_FAILED_UNAVAILABLE", message);
        }
    }

    /** The login for joining the directory is wrong. */
    public static final class EnableFailedWrongCredentials extends Failure {
        public EnableFailedWrongCredentials(String message) {
            super("AUTH_ENABLE_FAILED_WRONG_CREDENTIALS", message);
        }
    }

    /** The certificates trusted for authentication cannot be used. */
    public static final class InvalidTrustedCerts extends Failure {
        public InvalidTrustedCerts(String message) {
            super("AUTH_INVALID_TRUSTED_CERTS", message);
        }
    }

    /** External authentication is off. */
    public static final class IsDisabled extends Failure {
        public IsDisabled() {
            super("AUTH_IS_DISABLED");
        }
    }

    /** No certificates are trusted for authentication. */
    public static final class NoTrustedCerts extends Failure {
        public NoTrustedCerts(String message) {
            super("AUTH_NO_TRUSTED_CERTS", message);
        }
    }

    /** The directory service reported a problem. */
    public static final class ServiceError extends Failure {
        public ServiceError(String message) {
            super("AUTH_SERVICE_ERROR", message);
        }
    }

    /** No TLS connection to the directory could be made. */
    public static final class SetupTlsConnection extends Failure {
        public SetupTlsConnection(String message) {
            super("AUTH_SETUP_TLS_CONNECTION", message);
        }
    }

    /** The secure directory protocol could not be set on the host. */
    public static final class SetLdapsFailed extends Failure {
        public SetLdapsFailed(Ref<Host> host, String message) {
            super("AUTH_SET_LDAPS_FAILED", host, message);
        }
    }

    /** No authentication plugin of this type exists. */
    public static final class UnknownType extends Failure {
        public UnknownType(String type) {
            super("AUTH_UNKNOWN_TYPE", type);
        }
    }

    /** The user or group holds this role already. */
    public static final class RoleAlreadyExists extends Failure {
        public RoleAlreadyExists() {
            super("ROLE_ALREADY_EXISTS");
        }
    }

    /** There is no such role. */
    public static final class RoleNotFound extends Failure {
        public RoleNotFound() {
            super("ROLE_NOT_FOUND");
        }
    }

    /** The user or group is registered already. */
    public static final class SubjectAlreadyExists extends Failure {
        public SubjectAlreadyExists() {
            super("SUBJECT_ALREADY_EXISTS");
        }
    }

    /** The directory does not know this user or group. */
    public static final class SubjectCannotBeResolved extends Failure {
        public SubjectCannotBeResolved() {
            super("SUBJECT_CANNOT_BE_RESOLVED");
        }
    }
}
