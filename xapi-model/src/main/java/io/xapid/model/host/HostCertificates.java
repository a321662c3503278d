package io.xapid.model.host;

import static io.xapid.model.meta.Message.Trait.EMERGENCY;
import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.V1_290_0;
import static io.xapid.model.meta.Release.V1_298_0;
import static io.xapid.model.meta.Role.LOCAL_ROOT;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import java.util.concurrent.CompletionStage;

/** Messages of class host about the certificates a host trusts. */
public interface HostCertificates {

    @Message(
            since = V1_290_0,
            role = LOCAL_ROOT,
            doc = "Stops checking certificates on this host alone.",
            traits = {SYNCHRONOUS, EMERGENCY})
    default CompletionStage<Void> emergencyDisableTlsVerification(Call call) {
        throw new CallFailure.NotImplemented("host.emergency_disable_tls_verification");
    }

    @Message(
            since = V1_298_0,
            role = LOCAL_ROOT,
            doc = "Starts checking certificates on this host again.",
            traits = {SYNCHRONOUS, EMERGENCY})
    default CompletionStage<Void> emergencyReenableTlsVerification(Call call) {
        throw new CallFailure.NotImplemented("host.emergency_reenable_tls_verification");
    }
}
