package io.xapid.model.pool;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_ADMIN;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class pool about transport security and secrets. */
public interface PoolSecurity {

    @Message(
            since = V1_290_0,
            role = POOL_ADMIN,
            doc = "Starts checking certificates between hosts; cannot be undone here.",
            traits = SYNCHRONOUS,
            marks = "pool:tls_verification_enable")
    default CompletionStage<Void> enableTlsVerification(Call call) {
        throw new CallFailure.NotImplemented("pool.enable_tls_verification");
    }

    @Message(
            since = DUNDEE,
            deprecated = DUNDEE,
            removed = STOCKHOLM,
            role = POOL_OPERATOR,
            doc = "Former switch to allow old TLS versions; no longer supported.")
    default CompletionStage<Void> enableSslLegacy(Call call, Ref<Pool> self) {
        throw new CallFailure.NotImplemented("pool.enable_ssl_legacy");
    }

    @Message(
            since = DUNDEE,
            deprecated = STOCKHOLM,
            role = POOL_OPERATOR,
            doc = "Former switch to refuse old TLS versions; they are always refused.")
    default CompletionStage<Void> disableSslLegacy(Call call, Ref<Pool> self) {
        throw new CallFailure.NotImplemented("pool.disable_ssl_legacy");
    }

    @Message(
            since = V22_27_0,
            prototype = true,
            role = POOL_OPERATOR,
            doc = "Closes or opens plain HTTP (port 80) on every host.")
    default CompletionStage<Void> setHttpsOnly(Call call, Ref<Pool> self, boolean value) {
        throw new CallFailure.NotImplemented("pool.set_https_only");
    }

    @Message(
            since = V1_318_0,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Accepts client certificates that carry the given name.")
    default CompletionStage<Void> enableClientCertificateAuth(Call call, Ref<Pool> self, String name) {
        throw new CallFailure.NotImplemented("pool.enable_client_certificate_auth");
    }

    @Message(
            since = V1_318_0,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Stops accepting client certificates.")
    default CompletionStage<Void> disableClientCertificateAuth(Call call, Ref<Pool> self) {
        throw new CallFailure.NotImplemented("pool.disable_client_certificate_auth");
    }

    @Message(
            since = V22_16_0,
            deprecated = V24_0_0,
            role = POOL_ADMIN,
            doc = "Sets the secure boot certificates of the pool; use the custom variant.")
    default CompletionStage<Void> setUefiCertificates(Call call, Ref<Pool> self, String value) {
        throw new CallFailure.NotImplemented("pool.set_uefi_certificates");
    }

    @Message(
            since = V24_0_0,
            prototype = true,
            role = POOL_ADMIN,
            doc = "Replaces or, with an empty value, restores the secure boot certificates.")
    default CompletionStage<Void> setCustomUefiCertificates(Call call, Ref<Pool> self, String value) {
        throw new CallFailure.NotImplemented("pool.set_custom_uefi_certificates");
    }

    @Message(
            since = V24_17_0,
            prototype = true,
            role = POOL_OPERATOR,
            doc = "Whether guests can secure boot with the certificates present.",
            traits = SYNCHRONOUS)
    default CompletionStage<SecureBootReadiness> getGuestSecurebootReadiness(Call call, Ref<Pool> self) {
        throw new CallFailure.NotImplemented("pool.get_guest_secureboot_readiness");
    }
}
