package io.xapid.model.network;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;

/** Failures about provisioning services. */
public final class PvsFailure {
    private PvsFailure() {}

    /** The host already has cache storage for this provisioning site. */
    public static final class CacheStorageAlreadyPresent extends Failure {
        public CacheStorageAlreadyPresent(String site, Ref<Host> host) {
            super("PVS_CACHE_STORAGE_ALREADY_PRESENT", site, host);
        }
    }

    /** A provisioning proxy is using the cache storage. */
    public static final class CacheStorageIsInUse extends Failure {
        public CacheStorageIsInUse(Ref<PvsCacheStorage> pvsCacheStorage) {
            super("PVS_CACHE_STORAGE_IS_IN_USE", pvsCacheStorage);
        }
    }

    /** The interface has a provisioning proxy already. */
    public static final class ProxyAlreadyPresent extends Failure {
        public ProxyAlreadyPresent(String proxies) {
            super("PVS_PROXY_ALREADY_PRESENT", proxies);
        }
    }

    /** Another interface of the machine already has the provisioning proxy. */
    public static final class ProxyPresentOnHigherVifDevice extends Failure {
        public ProxyPresentOnHigherVifDevice(String device) {
            super("PVS_PROXY_PRESENT_ON_HIGHER_VIF_DEVICE", device);
        }
    }

    /** Another provisioning server is registered under this address. */
    public static final class ServerAddressInUse extends Failure {
        public ServerAddressInUse(String address) {
            super("PVS_SERVER_ADDRESS_IN_USE", address);
        }
    }

    /** Running proxies still belong to the provisioning site. */
    public static final class SiteContainsRunningProxies extends Failure {
        public SiteContainsRunningProxies(String proxies) {
            super("PVS_SITE_CONTAINS_RUNNING_PROXIES", proxies);
        }
    }

    /** Servers still belong to the provisioning site. */
    public static final class SiteContainsServers extends Failure {
        public SiteContainsServers(String servers) {
            super("PVS_SITE_CONTAINS_SERVERS", servers);
        }
    }

    /** A provisioning proxy fits only the first interface of a machine. */
    public static final class VifMustBeFirstDevice extends Failure {
        public VifMustBeFirstDevice() {
            super("PVS_VIF_MUST_BE_FIRST_DEVICE");
        }
    }
}
