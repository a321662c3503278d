package io.xapid.model.host;

import static io.xapid.model.meta.Message.Trait.EMERGENCY;
import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.ELY;
import static io.xapid.model.meta.Release.ORLANDO;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import java.util.concurrent.CompletionStage;

/** Messages of class host about high availability. */
public interface HostHa {

    @Message(
            since = ORLANDO,
            role = POOL_OPERATOR,
            doc = "Turns HA off on this host alone; soft lasts only until the next boot.",
            traits = {SYNCHRONOUS, EMERGENCY})
    default CompletionStage<Void> emergencyHaDisable(Call call, @Param(orElse = "false", since = ELY) boolean soft) {
        throw new CallFailure.NotImplemented("host.emergency_ha_disable");
    }
}
