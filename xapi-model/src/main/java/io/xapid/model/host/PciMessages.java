package io.xapid.model.host;

import static io.xapid.model.meta.Release.V24_14_0;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class PCI. */
public interface PciMessages {

    @Message(
            since = V24_14_0,
            prototype = true,
            role = POOL_OPERATOR,
            doc = "Hides the device from the control domain from the next boot.")
    default CompletionStage<Dom0Access> disableDom0Access(Call call, Ref<Pci> self) {
        throw new CallFailure.NotImplemented("PCI.disable_dom0_access");
    }

    @Message(
            since = V24_14_0,
            prototype = true,
            role = POOL_OPERATOR,
            doc = "Gives the device back to the control domain from the next boot.")
    default CompletionStage<Dom0Access> enableDom0Access(Call call, Ref<Pci> self) {
        throw new CallFailure.NotImplemented("PCI.enable_dom0_access");
    }

    @Message(
            since = V24_14_0,
            prototype = true,
            role = POOL_OPERATOR,
            doc = "Whether the control domain may use the device, now and after reboot.")
    default CompletionStage<Dom0Access> getDom0AccessStatus(Call call, Ref<Pci> self) {
        throw new CallFailure.NotImplemented("PCI.get_dom0_access_status");
    }
}
