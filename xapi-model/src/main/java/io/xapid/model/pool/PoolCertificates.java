package io.xapid.model.pool;

import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.access.Session;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Messages of class pool about trusted certificates. */
public interface PoolCertificates {

    @Message(
            since = GEORGE,
            deprecated = V1_290_0,
            role = POOL_OPERATOR,
            doc = "Old name for installing a CA certificate on all hosts.")
    default CompletionStage<Void> certificateInstall(Call call, String name, String cert) {
        throw new CallFailure.NotImplemented("pool.certificate_install");
    }

    @Message(
            since = GEORGE,
            deprecated = V1_290_0,
            role = POOL_OPERATOR,
            doc = "Old name for removing a CA certificate from all hosts.")
    default CompletionStage<Void> certificateUninstall(Call call, String name) {
        throw new CallFailure.NotImplemented("pool.certificate_uninstall");
    }

    @Message(
            since = GEORGE,
            deprecated = V1_290_0,
            role = POOL_OPERATOR,
            doc = "Old way to list the installed CA certificates.")
    default CompletionStage<List<String>> certificateList(Call call) {
        throw new CallFailure.NotImplemented("pool.certificate_list");
    }

    @Message(
            since = V1_290_0,
            deprecated = V26_13_0,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Installs a PEM certificate of an authority on all hosts.")
    default CompletionStage<Void> installCaCertificate(Call call, String name, String cert) {
        throw new CallFailure.NotImplemented("pool.install_ca_certificate");
    }

    @Message(
            since = V1_290_0,
            changed = V24_35_0,
            deprecated = V26_13_0,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Removes an authority's certificate; force ignores hosts lacking the file.")
    default CompletionStage<Void> uninstallCaCertificate(
            Call call, String name, @Param(orElse = "false", since = V24_35_0) boolean force) {
        throw new CallFailure.NotImplemented("pool.uninstall_ca_certificate");
    }

    @Message(since = GEORGE, role = POOL_OPERATOR, doc = "Installs a PEM revocation list on all hosts.")
    default CompletionStage<Void> crlInstall(Call call, String name, String cert) {
        throw new CallFailure.NotImplemented("pool.crl_install");
    }

    @Message(since = GEORGE, role = POOL_OPERATOR, doc = "Removes a revocation list from all hosts.")
    default CompletionStage<Void> crlUninstall(Call call, String name) {
        throw new CallFailure.NotImplemented("pool.crl_uninstall");
    }

    @Message(since = GEORGE, role = POOL_OPERATOR, doc = "Names of the installed revocation lists.")
    default CompletionStage<List<String>> crlList(Call call) {
        throw new CallFailure.NotImplemented("pool.crl_list");
    }

    @Message(
            since = GEORGE,
            role = POOL_OPERATOR,
            doc = "Brings certificates and revocation lists of supporters in line.")
    default CompletionStage<Void> certificateSync(Call call) {
        throw new CallFailure.NotImplemented("pool.certificate_sync");
    }

    @Message(
            since = V26_13_0,
            prototype = true,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Trusts a PEM certificate, for all or just certain purposes.",
            marks = "pool:copy_primary_host_certs")
    default CompletionStage<Void> installTrustedCertificate(
            Call call, Ref<Pool> self, boolean ca, String cert, List<CertificatePurpose> purpose) {
        throw new CallFailure.NotImplemented("pool.install_trusted_certificate");
    }

    @Message(
            since = V26_13_0,
            prototype = true,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Stops trusting a certificate on all hosts.",
            marks = "pool:copy_primary_host_certs")
    default CompletionStage<Void> uninstallTrustedCertificate(Call call, Ref<Pool> self, Ref<Certificate> certificate) {
        throw new CallFailure.NotImplemented("pool.uninstall_trusted_certificate");
    }

    @Message(
            since = V26_16_0,
            prototype = true,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Fetches and installs the trusted certificates of another pool.",
            marks = "pool:copy_primary_host_certs")
    default CompletionStage<List<Ref<Certificate>>> syncTrustedCertificatesFrom(
            Call call,
            Ref<Pool> self,
            String remotePool,
            Ref<Session> remoteSession,
            String remoteCertificate,
            boolean ca) {
        throw new CallFailure.NotImplemented("pool.sync_trusted_certificates_from");
    }
}
