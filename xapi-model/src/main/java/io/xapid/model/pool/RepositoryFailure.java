package io.xapid.model.pool;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;

/** Failures about update repositories. */
public final class RepositoryFailure {
    private RepositoryFailure() {}

    /** The repository address is on the block list. */
    public static final class BlockedRepoUrl extends Failure {
        public BlockedRepoUrl(String url) {
            super("BLOCKED_REPO_URL", url);
        }
    }

    /** A bundle repository exists already. */
    public static final class BundleRepositoryAlreadyExists extends Failure {
        public BundleRepositoryAlreadyExists(Ref<?> ref) {
            super("BUNDLE_REPOSITORY_ALREADY_EXISTS", ref);
        }
    }

    /** No bundle repository is switched on. */
    public static final class BundleRepoNotEnabled extends Failure {
        public BundleRepoNotEnabled() {
            super("BUNDLE_REPO_NOT_ENABLED");
        }
    }

    /** The update bundle could not be synchronised. */
    public static final class BundleSyncFailed extends Failure {
        public BundleSyncFailed() {
            super("BUNDLE_SYNC_FAILED");
        }
    }

    /** The update bundle could not be unpacked. */
    public static final class BundleUnpackFailed extends Failure {
        public BundleUnpackFailed(String error) {
            super("BUNDLE_UNPACK_FAILED", error);
        }
    }

    /** The update repositories are being configured right now. */
    public static final class ConfigureRepositoriesInProgress extends Failure {
        public ConfigureRepositoriesInProgress() {
            super("CONFIGURE_REPOSITORIES_IN_PROGRESS");
        }
    }

    /** The local repository index could not be built. */
    public static final class CreaterepoFailed extends Failure {
        public CreaterepoFailed() {
            super("CREATEREPO_FAILED");
        }
    }

    /** The repository base address is not valid. */
    public static final class InvalidBaseUrl extends Failure {
        public InvalidBaseUrl(String url) {
            super("INVALID_BASE_URL", url);
        }
    }

    /** The path of the signing key is not valid. */
    public static final class InvalidGpgkeyPath extends Failure {
        public InvalidGpgkeyPath(String gpgkeyPath) {
            super("INVALID_GPGKEY_PATH", gpgkeyPath);
        }
    }

    /** The repository index file cannot be read. */
    public static final class InvalidRepomdXml extends Failure {
        public InvalidRepomdXml() {
            super("INVALID_REPOMD_XML");
        }
    }

    /** The list of permitted repository domains is not valid. */
    public static final class InvalidDomainAllowlist extends Failure {
        public InvalidDomainAllowlist(String domains) {
            super("INVALID_REPOSITORY_DOMAIN_ALLOWLIST", domains);
        }
    }

    /** The login for the repository proxy is not valid. */
    public static final class InvalidProxyCredential extends Failure {
        public InvalidProxyCredential() {
            super("INVALID_REPOSITORY_PROXY_CREDENTIAL");
        }
    }

    /** The address of the repository proxy is not valid. */
    public static final class InvalidProxyUrl extends Failure {
        public InvalidProxyUrl(String url) {
            super("INVALID_REPOSITORY_PROXY_URL", url);
        }
    }

    /** The description file of the updates cannot be read. */
    public static final class InvalidUpdateinfoXml extends Failure {
        public InvalidUpdateinfoXml() {
            super("INVALID_UPDATEINFO_XML");
        }
    }

    /** More than one update repository is switched on. */
    public static final class MultipleUpdateRepositoriesEnabled extends Failure {
        public MultipleUpdateRepositoriesEnabled() {
            super("MULTIPLE_UPDATE_REPOSITORIES_ENABLED");
        }
    }

    /** No update repositories have been set up. */
    public static final class NoRepositoriesConfigured extends Failure {
        public NoRepositoriesConfigured() {
            super("NO_REPOSITORIES_CONFIGURED");
        }
    }

    /** None of the update repositories is switched on. */
    public static final class NoRepositoryEnabled extends Failure {
        public NoRepositoryEnabled() {
            super("NO_REPOSITORY_ENABLED");
        }
    }

    /** An equal repository is known already. */
    public static final class AlreadyExists extends Failure {
        public AlreadyExists(Ref<?> ref) {
            super("REPOSITORY_ALREADY_EXISTS", ref);
        }
    }

    /** Old repository files could not be removed. */
    public static final class CleanupFailed extends Failure {
        public CleanupFailed() {
            super("REPOSITORY_CLEANUP_FAILED");
        }
    }

    /** The repository is in use. */
    public static final class IsInUse extends Failure {
        public IsInUse() {
            super("REPOSITORY_IS_IN_USE");
        }
    }

    /** Copying packages from the remote repository failed. */
    public static final class ReposyncFailed extends Failure {
        public ReposyncFailed() {
            super("REPOSYNC_FAILED");
        }
    }

    /** A repository of this kind tolerates no other beside it. */
    public static final class RepoShouldBeSingleOneEnabled extends Failure {
        public RepoShouldBeSingleOneEnabled() {
            super("REPO_SHOULD_BE_SINGLE_ONE_ENABLED");
        }
    }

    /** An update bundle is being uploaded right now. */
    public static final class SyncBundleInProgress extends Failure {
        public SyncBundleInProgress() {
            super("SYNC_BUNDLE_IN_PROGRESS");
        }
    }

    /** The update list changed since it was last looked at. */
    public static final class UpdateinfoHashMismatch extends Failure {
        public UpdateinfoHashMismatch() {
            super("UPDATEINFO_HASH_MISMATCH");
        }
    }
}
