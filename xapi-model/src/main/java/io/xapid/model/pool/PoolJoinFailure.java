package io.xapid.model.pool;

import io.xapid.model.meta.Failure;

/** Failures of a host that joins a pool. */
public final class PoolJoinFailure {
    private PoolJoinFailure() {}

    /** The joining host differs in hardware from the pool. */
    public static final class HostsNotHomogeneous extends Failure {
        public HostsNotHomogeneous(String reason) {
            super("HOSTS_NOT_HOMOGENEOUS", reason);
        }
    }

    /** The joining host coordinates other hosts and must stand alone first. */
    public static final class HostCannotBeMasterOfOtherHosts extends Failure {
        public HostCannotBeMasterOfOtherHosts() {
            super("JOINING_HOST_CANNOT_BE_MASTER_OF_OTHER_HOSTS");
        }
    }

    /** The joining host has shared storage of its own. */
    public static final class HostCannotContainSharedSrs extends Failure {
        public HostCannotContainSharedSrs() {
            super("JOINING_HOST_CANNOT_CONTAIN_SHARED_SRS");
        }
    }

    /** The joining host has running or suspended machines. */
    public static final class HostCannotHaveRunningOrSuspendedVms extends Failure {
        public HostCannotHaveRunningOrSuspendedVms() {
            super("JOINING_HOST_CANNOT_HAVE_RUNNING_OR_SUSPENDED_VMS");
        }
    }

    /** The joining host has running machines. */
    public static final class HostCannotHaveRunningVms extends Failure {
        public HostCannotHaveRunningVms() {
            super("JOINING_HOST_CANNOT_HAVE_RUNNING_VMS");
        }
    }

    /** Machines on the joining host are busy with operations. */
    public static final class HostCannotHaveVmsWithCurrentOperations extends Failure {
        public HostCannotHaveVmsWithCurrentOperations() {
            super("JOINING_HOST_CANNOT_HAVE_VMS_WITH_CURRENT_OPERATIONS");
        }
    }

    /** No connection to the pool coordinator could be made. */
    public static final class HostConnectionFailed extends Failure {
        public HostConnectionFailed() {
            super("JOINING_HOST_CONNECTION_FAILED");
        }
    }

    /** The pool coordinator did not answer the join request properly. */
    public static final class HostServiceFailed extends Failure {
        public HostServiceFailed() {
            super("JOINING_HOST_SERVICE_FAILED");
        }
    }

    /** Pool and joining host use different external authentication. */
    public static final class ExternalAuthMismatch extends Failure {
        public ExternalAuthMismatch() {
            super("POOL_JOINING_EXTERNAL_AUTH_MISMATCH");
        }
    }

    /** Authority certificates of pool and host share names but not content. */
    public static final class HostCaCertificatesConflict extends Failure {
        public HostCaCertificatesConflict() {
            super("POOL_JOINING_HOST_CA_CERTIFICATES_CONFLICT");
        }
    }

    /** The joining host has bonded network interfaces. */
    public static final class HostHasBonds extends Failure {
        public HostHasBonds() {
            super("POOL_JOINING_HOST_HAS_BONDS");
        }
    }

    /** The joining host has SR-IOV networks. */
    public static final class HostHasNetworkSriovs extends Failure {
        public HostHasNetworkSriovs() {
            super("POOL_JOINING_HOST_HAS_NETWORK_SRIOVS");
        }
    }

    /** The joining host has VLANs besides the management one. */
    public static final class HostHasNonManagementVlans extends Failure {
        public HostHasNonManagementVlans() {
            super("POOL_JOINING_HOST_HAS_NON_MANAGEMENT_VLANS");
        }
    }

    /** The joining host has network tunnels. */
    public static final class HostHasTunnels extends Failure {
        public HostHasTunnels() {
            super("POOL_JOINING_HOST_HAS_TUNNELS");
        }
    }

    /** Pool and joining host use different management VLANs. */
    public static final class HostManagementVlanDoesNotMatch extends Failure {
        public HostManagementVlanDoesNotMatch(String local, String remote) {
            super("POOL_JOINING_HOST_MANAGEMENT_VLAN_DOES_NOT_MATCH", local, remote);
        }
    }

    /** The joining host needs exactly one address on the clustering network. */
    public static final class HostNeedsOneClusteringIp extends Failure {
        public HostNeedsOneClusteringIp() {
            super("POOL_JOINING_HOST_MUST_HAVE_ONLY_ONE_IP_ON_CLUSTERING_NETWORK");
        }
    }

    /** The joining host must be managed over a physical interface. */
    public static final class HostMustHavePhysicalManagementNic extends Failure {
        public HostMustHavePhysicalManagementNic() {
            super("POOL_JOINING_HOST_MUST_HAVE_PHYSICAL_MANAGEMENT_NIC");
        }
    }

    /** Pool and joining host speak different API versions. */
    public static final class HostMustHaveSameApiVersion extends Failure {
        public HostMustHaveSameApiVersion(String hostApiVersion, String masterApiVersion) {
            super("POOL_JOINING_HOST_MUST_HAVE_SAME_API_VERSION", hostApiVersion, masterApiVersion);
        }
    }

    /** Pool and joining host use different database layouts. */
    public static final class HostMustHaveSameDbSchema extends Failure {
        public HostMustHaveSameDbSchema(String hostDbSchema, String masterDbSchema) {
            super("POOL_JOINING_HOST_MUST_HAVE_SAME_DB_SCHEMA", hostDbSchema, masterDbSchema);
        }
    }

    /** Pool and joining host run different product versions. */
    public static final class HostMustHaveSameProductVersion extends Failure {
        public HostMustHaveSameProductVersion() {
            super("POOL_JOINING_HOST_MUST_HAVE_SAME_PRODUCT_VERSION");
        }
    }

    /** The joining host has interfaces that are not physical. */
    public static final class HostMustOnlyHavePhysicalPifs extends Failure {
        public HostMustOnlyHavePhysicalPifs() {
            super("POOL_JOINING_HOST_MUST_ONLY_HAVE_PHYSICAL_PIFS");
        }
    }

    /** Only one of pool and joining host checks TLS certificates. */
    public static final class HostTlsVerificationMismatch extends Failure {
        public HostTlsVerificationMismatch() {
            super("POOL_JOINING_HOST_TLS_VERIFICATION_MISMATCH");
        }
    }

    /** Trusted certificates of pool and joining host clash. */
    public static final class HostTrustedCertificatesConflict extends Failure {
        public HostTrustedCertificatesConflict(String refInPool, String refOnHost) {
            super("POOL_JOINING_HOST_TRUSTED_CERTIFICATES_CONFLICT", refInPool, refOnHost);
        }
    }

    /** The pool bundle lacks the certificate of the coordinator. */
    public static final class CoordinatorCertificateNotInBundle extends Failure {
        public CoordinatorCertificateNotInBundle(String masterUuid) {
            super("POOL_JOINING_MASTER_CERTIFICATE_NOT_IN_POOL_BUNDLE", masterUuid);
        }
    }

    /** After the import the pool certificate bundle is still empty. */
    public static final class PoolBundleEmptyAfterImport extends Failure {
        public PoolBundleEmptyAfterImport(String bundlePath) {
            super("POOL_JOINING_POOL_BUNDLE_EMPTY_AFTER_IMPORT", bundlePath);
        }
    }

    /** The pool clusters over a VLAN, which the joining host cannot follow. */
    public static final class PoolCannotEnableClusteringOnVlanNetwork extends Failure {
        public PoolCannotEnableClusteringOnVlanNetwork(String vlan) {
            super("POOL_JOINING_POOL_CANNOT_ENABLE_CLUSTERING_ON_VLAN_NETWORK", vlan);
        }
    }

    /** The storage drivers of pool and joining host differ in abilities. */
    public static final class SmFeaturesIncompatible extends Failure {
        public SmFeaturesIncompatible(String poolSmRef, String candidateSmRef) {
            super("POOL_JOINING_SM_FEATURES_INCOMPATIBLE", poolSmRef, candidateSmRef);
        }
    }
}
