package io.xapid.model.pool;

import static io.xapid.model.meta.Message.Trait.EMERGENCY;
import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.host.Host;
import io.xapid.model.host.HostFailure;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.storage.Sr;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class pool about the coordinator's role. */
public interface PoolCoordinator {

    @Message(
            since = RIO,
            role = POOL_OPERATOR,
            doc = "Makes this supporter the coordinator when the old one is lost.",
            traits = {SYNCHRONOUS, EMERGENCY})
    default CompletionStage<Void> emergencyTransitionToMaster(Call call) {
        throw new CallFailure.NotImplemented("pool.emergency_transition_to_master");
    }

    @Message(
            since = RIO,
            role = POOL_OPERATOR,
            doc = "Points this supporter at another coordinator address in an emergency.",
            traits = {SYNCHRONOUS, EMERGENCY})
    default CompletionStage<Void> emergencyResetMaster(Call call, String masterAddress) {
        throw new CallFailure.NotImplemented("pool.emergency_reset_master");
    }

    @Message(
            since = RIO,
            role = POOL_OPERATOR,
            doc = "Tells supporters in emergency mode who leads now; returns those reached.")
    default CompletionStage<List<Ref<Host>>> recoverSlaves(Call call) {
        throw new CallFailure.NotImplemented("pool.recover_slaves");
    }

    @Message(
            since = MIAMI,
            role = POOL_OPERATOR,
            doc = "Hands the coordinator role to another running host in good order.",
            marks = "pool:designate_new_master")
    default CompletionStage<Void> designateNewMaster(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("pool.designate_new_master");
    }

    @Message(since = RIO, role = POOL_OPERATOR, doc = "Copies the database to every host now.")
    default CompletionStage<Void> syncDatabase(Call call) {
        throw new CallFailure.NotImplemented("pool.sync_database");
    }

    @Message(
            since = STOCKHOLM_PSR,
            role = POOL_ADMIN,
            doc = "Replaces the secret with which pool members trust each other.",
            fails = {
                CallFailure.Internal.class,
                PoolFailure.HostIsSlave.class,
                HostFailure.CannotContact.class,
                HaFailure.IsEnabled.class,
                PoolFailure.NotSupportedDuringUpgrade.class
            })
    default CompletionStage<Void> rotateSecret(Call call) {
        throw new CallFailure.NotImplemented("pool.rotate_secret");
    }

    @Message(
            since = MIDNIGHT_RIDE,
            role = POOL_OPERATOR,
            doc = "Starts logging database writes to a disk on the given storage.")
    default CompletionStage<Void> enableRedoLog(Call call, Ref<Sr> sr) {
        throw new CallFailure.NotImplemented("pool.enable_redo_log");
    }

    @Message(
            since = MIDNIGHT_RIDE,
            role = POOL_OPERATOR,
            doc = "Stops logging database writes to storage, unless HA needs it.")
    default CompletionStage<Void> disableRedoLog(Call call) {
        throw new CallFailure.NotImplemented("pool.disable_redo_log");
    }
}
