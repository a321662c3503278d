package io.xapid.model.pool;

import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class pool about updates of the pool. */
public interface PoolUpdates {

    @Message(
            since = V1_301_0,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Chooses the set of repositories used for updates.")
    default CompletionStage<Void> setRepositories(Call call, Ref<Pool> self, List<Ref<Repository>> value) {
        throw new CallFailure.NotImplemented("pool.set_repositories");
    }

    @Message(
            since = V1_301_0,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Adds one repository to those in use.")
    default CompletionStage<Void> addRepository(Call call, Ref<Pool> self, Ref<Repository> value) {
        throw new CallFailure.NotImplemented("pool.add_repository");
    }

    @Message(since = V1_301_0, role = POOL_OPERATOR, orClientCertificate = true, doc = "Stops using one repository.")
    default CompletionStage<Void> removeRepository(Call call, Ref<Pool> self, Ref<Repository> value) {
        throw new CallFailure.NotImplemented("pool.remove_repository");
    }

    @Message(
            since = V1_329_0,
            changed = V25_7_0,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Fetches the newest packages; returns the hash of what was fetched.")
    default CompletionStage<String> syncUpdates(
            Call call,
            Ref<Pool> self,
            boolean force,
            @Param(orElse = "") String token,
            @Param(orElse = "") String tokenId,
            @Param(orElse = "", since = V25_7_0) String username,
            @Param(orElse = "", since = V25_7_0) String password) {
        throw new CallFailure.NotImplemented("pool.sync_updates");
    }

    @Message(
            since = V1_304_0,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Lists what stands in the way of updating, one entry per problem.")
    default CompletionStage<List<List<String>>> checkUpdateReadiness(
            Call call, Ref<Pool> self, boolean requiresReboot) {
        throw new CallFailure.NotImplemented("pool.check_update_readiness");
    }

    @Message(
            since = V21_3_0,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Uses a proxy, with or without a login, to reach repositories.")
    default CompletionStage<Void> configureRepositoryProxy(
            Call call, Ref<Pool> self, String url, String username, String password) {
        throw new CallFailure.NotImplemented("pool.configure_repository_proxy");
    }

    @Message(
            since = V21_4_0,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Reaches repositories without a proxy again.")
    default CompletionStage<Void> disableRepositoryProxy(Call call, Ref<Pool> self) {
        throw new CallFailure.NotImplemented("pool.disable_repository_proxy");
    }

    @Message(
            since = V23_18_0,
            prototype = true,
            role = POOL_OPERATOR,
            doc = "Sets how often and on which weekday updates are fetched.")
    default CompletionStage<Void> configureUpdateSync(
            Call call, Ref<Pool> self, UpdateSyncFrequency updateSyncFrequency, long updateSyncDay) {
        throw new CallFailure.NotImplemented("pool.configure_update_sync");
    }

    @Message(
            since = V23_18_0,
            prototype = true,
            role = POOL_OPERATOR,
            doc = "Turns scheduled fetching of updates on or off.")
    default CompletionStage<Void> setUpdateSyncEnabled(Call call, Ref<Pool> self, boolean value) {
        throw new CallFailure.NotImplemented("pool.set_update_sync_enabled");
    }
}
