package io.xapid.model.storage;

import static io.xapid.model.meta.Release.BOSTON;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class SR about high availability and recovery. */
public interface SrRecovery {

    @Message(since = ORLANDO, role = POOL_OPERATOR, doc = "Fails if it is unfit to hold the HA statefile.")
    default CompletionStage<Void> assertCanHostHaStatefile(Call call, Ref<Sr> sr) {
        throw new CallFailure.NotImplemented("SR.assert_can_host_ha_statefile");
    }

    @Message(since = BOSTON, role = POOL_OPERATOR, doc = "Fails if it cannot hold a copy of the pool database.")
    default CompletionStage<Void> assertSupportsDatabaseReplication(Call call, Ref<Sr> sr) {
        throw new CallFailure.NotImplemented("SR.assert_supports_database_replication");
    }

    @Message(since = BOSTON, role = POOL_OPERATOR, doc = "Keeps a running copy of the pool database on it.")
    default CompletionStage<Void> enableDatabaseReplication(Call call, Ref<Sr> sr) {
        throw new CallFailure.NotImplemented("SR.enable_database_replication");
    }

    @Message(since = BOSTON, role = POOL_OPERATOR, doc = "Stops copying the pool database to it.")
    default CompletionStage<Void> disableDatabaseReplication(Call call, Ref<Sr> sr) {
        throw new CallFailure.NotImplemented("SR.disable_database_replication");
    }
}
