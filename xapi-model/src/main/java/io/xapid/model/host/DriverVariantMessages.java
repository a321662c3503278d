package io.xapid.model.host;

import static io.xapid.model.meta.Release.V25_2_0;
import static io.xapid.model.meta.Role.POOL_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class Driver_variant. */
public interface DriverVariantMessages {

    @Message(
            since = V25_2_0,
            prototype = true,
            role = POOL_ADMIN,
            doc = "Makes this the version to load at the next boot.")
    default CompletionStage<Void> select(Call call, Ref<DriverVariant> self) {
        throw new CallFailure.NotImplemented("Driver_variant.select");
    }
}
