package io.xapid.model.network;

import static io.xapid.model.meta.Release.BOSTON;
import static io.xapid.model.meta.Release.MIAMI;
import static io.xapid.model.meta.Release.TAMPA;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class Bond. */
public interface BondMessages {

    @Message(
            since = MIAMI,
            role = POOL_OPERATOR,
            doc = "Combines interfaces; the bond takes over the primary's configuration.")
    default CompletionStage<Ref<Bond>> create(
            Call call,
            Ref<Network> network,
            List<Ref<Pif>> members,
            @Param("MAC") String mac,
            @Param(orElse = "balance-slb", since = BOSTON) BondMode mode,
            @Param(orElse = "", since = TAMPA) Map<String, String> properties) {
        throw new CallFailure.NotImplemented("Bond.create");
    }

    @Message(
            since = MIAMI,
            role = POOL_OPERATOR,
            doc = "Splits the bond; the primary member gets the configuration back.")
    default CompletionStage<Void> destroy(Call call, Ref<Bond> self) {
        throw new CallFailure.NotImplemented("Bond.destroy");
    }

    @Message(since = BOSTON, role = POOL_OPERATOR, doc = "Changes how traffic is spread.")
    default CompletionStage<Void> setMode(Call call, Ref<Bond> self, BondMode value) {
        throw new CallFailure.NotImplemented("Bond.set_mode");
    }

    @Message(since = TAMPA, role = POOL_OPERATOR, doc = "Changes one setting of the mode.")
    default CompletionStage<Void> setProperty(Call call, Ref<Bond> self, String name, String value) {
        throw new CallFailure.NotImplemented("Bond.set_property");
    }
}
