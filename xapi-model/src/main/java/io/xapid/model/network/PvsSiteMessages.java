package io.xapid.model.network;

import static io.xapid.model.meta.Release.ELY;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class PVS_site. */
public interface PvsSiteMessages {

    @Message(since = ELY, role = POOL_OPERATOR, doc = "Records a site.")
    default CompletionStage<Ref<PvsSite>> introduce(
            Call call, String nameLabel, String nameDescription, @Param("PVS_uuid") String pvsUuid) {
        throw new CallFailure.NotImplemented("PVS_site.introduce");
    }

    @Message(
            since = ELY,
            role = POOL_OPERATOR,
            doc = "Removes a site that has no running proxies or servers left.",
            fails = {PvsFailure.SiteContainsRunningProxies.class, PvsFailure.SiteContainsServers.class})
    default CompletionStage<Void> forget(Call call, Ref<PvsSite> self) {
        throw new CallFailure.NotImplemented("PVS_site.forget");
    }

    @Message(
            name = "set_PVS_uuid",
            since = ELY,
            role = POOL_OPERATOR,
            doc = "Changes the identifier on the provisioning side.")
    default CompletionStage<Void> setPvsUuid(Call call, Ref<PvsSite> self, String value) {
        throw new CallFailure.NotImplemented("PVS_site.set_PVS_uuid");
    }
}
