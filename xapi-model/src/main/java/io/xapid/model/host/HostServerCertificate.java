package io.xapid.model.host;

import static io.xapid.model.meta.Message.Trait.EMERGENCY;
import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.LOCAL_ROOT;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class host about the certificates a host shows. */
public interface HostServerCertificate {

    @Message(
            since = GEORGE,
            changed = INVERNESS,
            role = READ_ONLY,
            doc = "Server certificate of the host, PEM encoded.")
    default CompletionStage<String> getServerCertificate(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.get_server_certificate");
    }

    @Message(
            since = STOCKHOLM,
            role = POOL_ADMIN,
            doc = "Installs a server certificate with its private key and chain, PEM.")
    default CompletionStage<Void> installServerCertificate(
            Call call,
            Ref<Host> host,
            String certificate,
            String privateKey,
            @Param(orElse = "") String certificateChain) {
        throw new CallFailure.NotImplemented("host.install_server_certificate");
    }

    @Message(
            since = V1_307_0,
            role = POOL_ADMIN,
            doc = "Replaces the internal certificate used between pool members.",
            marks = "pool:cert_refresh")
    default CompletionStage<Void> refreshServerCertificate(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.refresh_server_certificate");
    }

    @Message(since = V1_290_0, role = POOL_ADMIN, doc = "Replaces the server certificate with a new self-signed one.")
    default CompletionStage<Void> resetServerCertificate(Call call, Ref<Host> host) {
        throw new CallFailure.NotImplemented("host.reset_server_certificate");
    }

    @Message(
            since = STOCKHOLM,
            role = LOCAL_ROOT,
            doc = "Self-signs a new certificate on the host contacted, without the pool.",
            traits = {SYNCHRONOUS, EMERGENCY})
    default CompletionStage<Void> emergencyResetServerCertificate(Call call) {
        throw new CallFailure.NotImplemented("host.emergency_reset_server_certificate");
    }

    @Message(
            since = QUEBEC,
            deprecated = V22_16_0,
            role = LOCAL_ROOT,
            doc = "Deprecated: sets Secure Boot keys; use the pool's instead.")
    default CompletionStage<Void> setUefiCertificates(Call call, Ref<Host> host, String value) {
        throw new CallFailure.NotImplemented("host.set_uefi_certificates");
    }
}
