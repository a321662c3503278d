package io.xapid.model.network;

import static io.xapid.model.meta.Release.COWLEY;
import static io.xapid.model.meta.Release.DUNDEE;
import static io.xapid.model.meta.Release.V1_250_0;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class tunnel. */
public interface TunnelMessages {

    @Message(
            since = COWLEY,
            role = POOL_OPERATOR,
            doc = "Adds a tunnel over an interface and connects it to a network.",
            fails = {
                NetworkFailure.OpenvswitchNotActive.class,
                PifFailure.TransportNotConfigured.class,
                PifFailure.IsTunnelAccess.class
            })
    default CompletionStage<Ref<Tunnel>> create(
            Call call,
            @Param(value = "transport_PIF", since = DUNDEE) Ref<Pif> transportPif,
            @Param(since = DUNDEE) Ref<Network> network,
            @Param(orElse = "gre", since = V1_250_0) TunnelProtocol protocol) {
        throw new CallFailure.NotImplemented("tunnel.create");
    }

    @Message(since = COWLEY, role = POOL_OPERATOR, doc = "Removes the tunnel and its access interface.")
    default CompletionStage<Void> destroy(Call call, Ref<Tunnel> self) {
        throw new CallFailure.NotImplemented("tunnel.destroy");
    }
}
