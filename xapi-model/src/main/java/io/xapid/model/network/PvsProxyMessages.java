package io.xapid.model.network;

import static io.xapid.model.meta.Release.ELY;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import io.xapid.model.vm.Vif;
import java.util.concurrent.CompletionStage;

/** Messages of class PVS_proxy. */
public interface PvsProxyMessages {

    @Message(since = ELY, role = POOL_OPERATOR, doc = "Lets a guest interface use the cache, at once if the VM runs.")
    default CompletionStage<Ref<PvsProxy>> create(Call call, Ref<PvsSite> site, @Param("VIF") Ref<Vif> vif) {
        throw new CallFailure.NotImplemented("PVS_proxy.create");
    }

    @Message(since = ELY, role = POOL_OPERATOR, doc = "Stops caching for a guest interface.")
    default CompletionStage<Void> destroy(Call call, Ref<PvsProxy> self) {
        throw new CallFailure.NotImplemented("PVS_proxy.destroy");
    }
}
