package io.xapid.model.network;

import static io.xapid.model.meta.Release.FALCON;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class SDN_controller. */
public interface SdnControllerMessages {

    @Message(since = FALCON, role = POOL_OPERATOR, doc = "Points all virtual switches at a controller.")
    default CompletionStage<Ref<SdnController>> introduce(
            Call call,
            @Param(orElse = "ssl") SdnProtocol protocol,
            @Param(orElse = "") String address,
            @Param(orElse = "0") long port) {
        throw new CallFailure.NotImplemented("SDN_controller.introduce");
    }

    @Message(since = FALCON, role = POOL_OPERATOR, doc = "Detaches all virtual switches from the controller.")
    default CompletionStage<Void> forget(Call call, Ref<SdnController> self) {
        throw new CallFailure.NotImplemented("SDN_controller.forget");
    }
}
