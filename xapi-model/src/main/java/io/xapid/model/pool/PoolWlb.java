package io.xapid.model.pool;

import static io.xapid.model.meta.Release.GEORGE;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.vm.Vm;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class pool about workload balancing. */
public interface PoolWlb {

    @Message(since = GEORGE, role = POOL_OPERATOR, doc = "Registers the pool with a workload balancing server.")
    default CompletionStage<Void> initializeWlb(
            Call call,
            String wlbUrl,
            String wlbUsername,
            String wlbPassword,
            String xenserverUsername,
            String xenserverPassword) {
        throw new CallFailure.NotImplemented("pool.initialize_wlb");
    }

    @Message(
            since = GEORGE,
            role = POOL_OPERATOR,
            doc = "Drops the pool's registration with the workload balancing server.")
    default CompletionStage<Void> deconfigureWlb(Call call) {
        throw new CallFailure.NotImplemented("pool.deconfigure_wlb");
    }

    @Message(since = GEORGE, role = POOL_OPERATOR, doc = "Sends settings to the workload balancing server.")
    default CompletionStage<Void> sendWlbConfiguration(Call call, Map<String, String> config) {
        throw new CallFailure.NotImplemented("pool.send_wlb_configuration");
    }

    @Message(since = GEORGE, role = READ_ONLY, doc = "Reads the settings from the workload balancing server.")
    default CompletionStage<Map<String, String>> retrieveWlbConfiguration(Call call) {
        throw new CallFailure.NotImplemented("pool.retrieve_wlb_configuration");
    }

    @Message(since = GEORGE, role = READ_ONLY, doc = "Moves the workload balancing server suggests, per VM.")
    default CompletionStage<Map<Ref<Vm>, List<String>>> retrieveWlbRecommendations(Call call) {
        throw new CallFailure.NotImplemented("pool.retrieve_wlb_recommendations");
    }
}
