package io.xapid.model.host;

import static io.xapid.model.meta.Message.Trait.EMERGENCY;
import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.LOCAL_ROOT;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class host about updates and drivers. */
public interface HostUpdates {

    @Message(
            since = V1_301_0,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Installs the synchronised updates; hash must match; returns warnings.")
    default CompletionStage<List<List<String>>> applyUpdates(Call call, Ref<Host> self, String hash) {
        throw new CallFailure.NotImplemented("host.apply_updates");
    }

    @Message(
            since = V23_18_0,
            prototype = true,
            removed = V23_25_0,
            role = POOL_OPERATOR,
            doc = "Removed: carried out the advised steps after updating.")
    default CompletionStage<Void> applyRecommendedGuidances(Call call, Ref<Host> self) {
        throw new CallFailure.NotImplemented("host.apply_recommended_guidances");
    }

    @Message(
            since = V24_10_0,
            prototype = true,
            role = LOCAL_ROOT,
            doc = "Forgets pending mandatory steps so the host can be enabled.",
            traits = {SYNCHRONOUS, EMERGENCY})
    default CompletionStage<Void> emergencyClearMandatoryGuidance(Call call) {
        throw new CallFailure.NotImplemented("host.emergency_clear_mandatory_guidance");
    }

    @Message(
            since = V25_2_0,
            prototype = true,
            role = POOL_ADMIN,
            doc = "Looks again for multi-version drivers on the host.")
    default CompletionStage<Void> rescanDrivers(Call call, Ref<Host> self) {
        throw new CallFailure.NotImplemented("host.rescan_drivers");
    }
}
