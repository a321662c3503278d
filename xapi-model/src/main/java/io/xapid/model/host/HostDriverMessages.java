package io.xapid.model.host;

import static io.xapid.model.meta.Release.V25_2_0;
import static io.xapid.model.meta.Role.POOL_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class Host_driver. */
public interface HostDriverMessages {

    @Message(
            since = V25_2_0,
            prototype = true,
            role = POOL_ADMIN,
            doc = "Chooses the version to load at the next boot.")
    default CompletionStage<Void> select(Call call, Ref<HostDriver> self, Ref<DriverVariant> variant) {
        throw new CallFailure.NotImplemented("Host_driver.select");
    }

    @Message(
            since = V25_2_0,
            prototype = true,
            role = POOL_ADMIN,
            doc = "Goes back to the default version at the next boot.")
    default CompletionStage<Void> deselect(Call call, Ref<HostDriver> self) {
        throw new CallFailure.NotImplemented("Host_driver.deselect");
    }

    @Message(
            since = V25_2_0,
            prototype = true,
            role = POOL_ADMIN,
            doc = "Looks for drivers on the host again and updates the records.")
    default CompletionStage<Void> rescan(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("Host_driver.rescan");
    }
}
