package io.xapid.model.vm;

import static io.xapid.model.meta.Release.INVERNESS;
import static io.xapid.model.meta.Role.POOL_ADMIN;

import io.xapid.model.host.UsbGroup;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class VUSB. */
public interface VusbMessages {

    @Message(
            since = INVERNESS,
            role = POOL_ADMIN,
            doc = "Plans a USB device from a group for a VM; connected when the VM runs.")
    default CompletionStage<Ref<Vusb>> create(
            Call call,
            @Param("VM") Ref<Vm> vm,
            @Param("USB_group") Ref<UsbGroup> usbGroup,
            @Param(orElse = "") Map<String, String> otherConfig) {
        throw new CallFailure.NotImplemented("VUSB.create");
    }

    @Message(
            since = INVERNESS,
            role = POOL_ADMIN,
            doc = "Disconnects it from the running guest now.",
            marks = "VUSB:unplug")
    default CompletionStage<Void> unplug(Call call, Ref<Vusb> self) {
        throw new CallFailure.NotImplemented("VUSB.unplug");
    }

    @Message(since = INVERNESS, role = POOL_ADMIN, doc = "Removes it from the VM; must not be connected.")
    default CompletionStage<Void> destroy(Call call, Ref<Vusb> self) {
        throw new CallFailure.NotImplemented("VUSB.destroy");
    }
}
