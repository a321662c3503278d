package io.xapid.model.vm;

import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.VM_ADMIN;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import io.xapid.model.network.Network;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class VIF that plug, unplug and move interfaces. */
public interface VifConnection {

    @Message(since = RIO, role = VM_ADMIN, doc = "Connects it to the running guest now.", marks = "VIF:plug")
    default CompletionStage<Void> plug(Call call, Ref<Vif> self) {
        throw new CallFailure.NotImplemented("VIF.plug");
    }

    @Message(
            since = RIO,
            role = VM_ADMIN,
            doc = "Disconnects it from the running guest with its consent.",
            marks = "VIF:unplug")
    default CompletionStage<Void> unplug(Call call, Ref<Vif> self) {
        throw new CallFailure.NotImplemented("VIF.unplug");
    }

    @Message(since = BOSTON, role = VM_ADMIN, doc = "Disconnects it without the guest's consent.", marks = "VIF:unplug")
    default CompletionStage<Void> unplugForce(Call call, Ref<Vif> self) {
        throw new CallFailure.NotImplemented("VIF.unplug_force");
    }

    @Message(since = ELY, role = VM_ADMIN, doc = "Joins another network, even while the guest runs.")
    default CompletionStage<Void> move(Call call, Ref<Vif> self, Ref<Network> network) {
        throw new CallFailure.NotImplemented("VIF.move");
    }

    @Message(
            since = V26_17_0,
            prototype = true,
            role = VM_ADMIN,
            doc = "Replaces the VLAN tags passed to the guest untouched.")
    default CompletionStage<Void> setTrunks(Call call, Ref<Vif> self, List<Long> value) {
        throw new CallFailure.NotImplemented("VIF.set_trunks");
    }

    @Message(
            since = V26_17_0,
            prototype = true,
            role = VM_ADMIN,
            doc = "Passes one more VLAN tag to the guest untouched.")
    default CompletionStage<Void> addTrunks(Call call, Ref<Vif> self, long value) {
        throw new CallFailure.NotImplemented("VIF.add_trunks");
    }

    @Message(since = V26_17_0, prototype = true, role = VM_ADMIN, doc = "Stops passing a VLAN tag to the guest.")
    default CompletionStage<Void> removeTrunks(Call call, Ref<Vif> self, long value) {
        throw new CallFailure.NotImplemented("VIF.remove_trunks");
    }
}
