package io.xapid.model.storage;

import static io.xapid.model.meta.Release.DUNDEE;
import static io.xapid.model.meta.Role.POOL_ADMIN;

import io.xapid.model.host.Host;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class LVHD. */
public interface LvhdMessages {

    @Message(since = DUNDEE, role = POOL_ADMIN, doc = "Makes an LVM SR allocate on demand; both amounts in bytes.")
    default CompletionStage<String> enableThinProvisioning(
            Call call, Ref<Host> host, @Param("SR") Ref<Sr> sr, long initialAllocation, long allocationQuantum) {
        throw new CallFailure.NotImplemented("LVHD.enable_thin_provisioning");
    }
}
