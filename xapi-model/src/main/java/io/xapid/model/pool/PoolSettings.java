package io.xapid.model.pool;

import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.Role.POOL_OPERATOR;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.event.Blob;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class pool about settings that hold for all hosts. */
public interface PoolSettings {

    @Message(
            since = CLEARWATER,
            role = READ_ONLY,
            doc = "Edition and licence expiry for the pool, the weakest host deciding.")
    default CompletionStage<Map<String, String>> getLicenseState(Call call, Ref<Pool> self) {
        throw new CallFailure.NotImplemented("pool.get_license_state");
    }

    @Message(since = CLEARWATER, role = POOL_OPERATOR, doc = "Puts every host on the given licence edition.")
    default CompletionStage<Void> applyEdition(Call call, Ref<Pool> self, String edition) {
        throw new CallFailure.NotImplemented("pool.apply_edition");
    }

    @Message(since = DUNDEE, role = POOL_ADMIN, doc = "Whether every host offers the named extension call.")
    default CompletionStage<Boolean> hasExtension(Call call, Ref<Pool> self, String name) {
        throw new CallFailure.NotImplemented("pool.has_extension");
    }

    @Message(since = DUNDEE, role = POOL_ADMIN, doc = "Adds a setting for guest agents and passes it on to VMs.")
    default CompletionStage<Void> addToGuestAgentConfig(Call call, Ref<Pool> self, String key, String value) {
        throw new CallFailure.NotImplemented("pool.add_to_guest_agent_config");
    }

    @Message(since = DUNDEE, role = POOL_ADMIN, doc = "Drops a guest agent setting, also from VMs.")
    default CompletionStage<Void> removeFromGuestAgentConfig(Call call, Ref<Pool> self, String key) {
        throw new CallFailure.NotImplemented("pool.remove_from_guest_agent_config");
    }

    @Message(since = COWLEY, role = POOL_OPERATOR, doc = "Uses local storage for disk caches on all hosts that can.")
    default CompletionStage<Void> enableLocalStorageCaching(Call call, Ref<Pool> self) {
        throw new CallFailure.NotImplemented("pool.enable_local_storage_caching");
    }

    @Message(since = COWLEY, role = POOL_OPERATOR, doc = "Stops using local storage for disk caches on all hosts.")
    default CompletionStage<Void> disableLocalStorageCaching(Call call, Ref<Pool> self) {
        throw new CallFailure.NotImplemented("pool.disable_local_storage_caching");
    }

    @Message(
            since = V23_9_0,
            prototype = true,
            role = POOL_ADMIN,
            doc = "Moves the next collection of usage data to a given time.")
    default CompletionStage<Void> setTelemetryNextCollection(Call call, Ref<Pool> self, Instant value) {
        throw new CallFailure.NotImplemented("pool.set_telemetry_next_collection");
    }

    @Message(
            since = V23_9_0,
            prototype = true,
            role = POOL_ADMIN,
            doc = "Replaces the anonymous identifier in usage data by a new one.")
    default CompletionStage<Void> resetTelemetryUuid(Call call, Ref<Pool> self) {
        throw new CallFailure.NotImplemented("pool.reset_telemetry_uuid");
    }

    @Message(since = ORLANDO, role = POOL_OPERATOR, doc = "Attaches an empty place for binary data to the pool.")
    default CompletionStage<Ref<Blob>> createNewBlob(
            Call call,
            Ref<Pool> pool,
            String name,
            String mimeType,
            @Param(value = "public", orElse = "false", since = TAMPA) boolean isPublic) {
        throw new CallFailure.NotImplemented("pool.create_new_blob");
    }
}
