package io.xapid.model.pool;

import io.xapid.model.meta.Failure;

/** Failures about licences and editions. */
public final class LicenceFailure {
    private LicenceFailure() {}

    /** Activation applies to the free edition only. */
    public static final class ActivationWhileNotFree extends Failure {
        public ActivationWhileNotFree() {
            super("ACTIVATION_WHILE_NOT_FREE");
        }
    }

    /** The feature is not part of the current edition. */
    public static final class FeatureRestricted extends Failure {
        public FeatureRestricted() {
            super("FEATURE_RESTRICTED");
        }

        public FeatureRestricted(String feature) {
            super("FEATURE_RESTRICTED", feature);
        }
    }

    /** No edition of this name exists. */
    public static final class InvalidEdition extends Failure {
        public InvalidEdition(String edition) {
            super("INVALID_EDITION", edition);
        }
    }

    /** The licence does not cover this feature. */
    public static final class Restriction extends Failure {
        public Restriction(String feature) {
            super("LICENCE_RESTRICTION", feature);
        }

        public Restriction() {
            super("LICENCE_RESTRICTION");
        }
    }

    /** The host cannot move to a lesser edition while it is in a pool. */
    public static final class CannotDowngradeWhileInPool extends Failure {
        public CannotDowngradeWhileInPool() {
            super("LICENSE_CANNOT_DOWNGRADE_WHILE_IN_POOL");
        }
    }

    /** The licence server did not hand out a licence. */
    public static final class CheckoutError extends Failure {
        public CheckoutError(String code, String message) {
            super("LICENSE_CHECKOUT_ERROR", code, message);
        }
    }

    /** The licence does not cover pools. */
    public static final class DoesNotSupportPooling extends Failure {
        public DoesNotSupportPooling() {
            super("LICENSE_DOES_NOT_SUPPORT_POOLING");
        }
    }

    /** The licence does not cover high availability. */
    public static final class DoesNotSupportXha extends Failure {
        public DoesNotSupportXha() {
            super("LICENSE_DOES_NOT_SUPPORT_XHA");
        }
    }

    /** The licence has run out. */
    public static final class Expired extends Failure {
        public Expired() {
            super("LICENSE_EXPIRED");
        }
    }

    /** Licence files of this form are not accepted any more. */
    public static final class FileDeprecated extends Failure {
        public FileDeprecated() {
            super("LICENSE_FILE_DEPRECATED");
        }
    }

    /** Host and pool are licensed for different editions. */
    public static final class HostPoolMismatch extends Failure {
        public HostPoolMismatch() {
            super("LICENSE_HOST_POOL_MISMATCH");
        }

        public HostPoolMismatch(String message) {
            super("LICENSE_HOST_POOL_MISMATCH", message);
        }

        public HostPoolMismatch(String hostEdition, String poolEdition) {
            super("LICENSE_HOST_POOL_MISMATCH", hostEdition, poolEdition);
        }
    }

    /** The licence could not be read. */
    public static final class ProcessingError extends Failure {
        public ProcessingError() {
            super("LICENSE_PROCESSING_ERROR");
        }
    }

    /** The licensing service on the host is not working. */
    public static final class LicenceDaemonFailed extends Failure {
        public LicenceDaemonFailed() {
            super("V6D_FAILURE");
        }
    }
}
