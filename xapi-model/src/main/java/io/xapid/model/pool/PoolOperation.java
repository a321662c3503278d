package io.xapid.model.pool;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "pool_allowed_operations", doc = "Actions that may be under way on a pool.")
public enum PoolOperation implements WireEnum {
    HA_ENABLE("ha_enable", "Switching on high availability."),
    HA_DISABLE("ha_disable", "Switching off high availability."),
    CLUSTER_CREATE("cluster_create", "Setting up a cluster."),
    DESIGNATE_NEW_MASTER("designate_new_master", "Handing the coordinator role over."),
    CONFIGURE_REPOSITORIES("configure_repositories", "Configuring update repositories."),
    SYNC_UPDATES("sync_updates", "Fetching updates from the repositories."),
    SYNC_BUNDLE("sync_bundle", "Taking in an update bundle."),
    GET_UPDATES("get_updates", "Listing available updates."),
    APPLY_UPDATES("apply_updates", "Installing updates."),
    TLS_VERIFICATION_ENABLE("tls_verification_enable", "Switching on certificate checking."),
    CERT_REFRESH("cert_refresh", "Renewing internal certificates."),
    EXCHANGE_CERTIFICATES_ON_JOIN("exchange_certificates_on_join", "Swapping host certificates during a join."),
    EXCHANGE_CA_CERTIFICATES_ON_JOIN(
            "exchange_ca_certificates_on_join", "Swapping authority certificates during a join."),
    COPY_PRIMARY_HOST_CERTS("copy_primary_host_certs", "Handing out coordinator certificates."),
    EJECT("eject", "Removing a host from the pool."),
    EXCHANGE_CRLS_ON_JOIN("exchange_crls_on_join", "Swapping revocation lists during a join.");

    private final String wireName;
    private final String doc;

    PoolOperation(String wireName, String doc) {
        this.wireName = wireName;
        this.doc = doc;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public String doc() {
        return doc;
    }
}
