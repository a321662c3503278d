package io.xapid.model.pool;

import static io.xapid.model.meta.Release.*;
import static io.xapid.model.meta.Role.POOL_OPERATOR;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import io.xapid.model.meta.Param;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletionStage;

/** Messages of class Repository. */
public interface RepositoryMessages {

    @Message(
            since = V1_301_0,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Adds a repository on a remote server.")
    default CompletionStage<Ref<Repository>> introduce(
            Call call,
            String nameLabel,
            String nameDescription,
            String binaryUrl,
            String sourceUrl,
            boolean update,
            @Param(orElse = "") String gpgkeyPath) {
        throw new CallFailure.NotImplemented("Repository.introduce");
    }

    @Message(
            since = V24_23_0,
            prototype = true,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Adds the repository that is filled from uploaded bundle files.")
    default CompletionStage<Ref<Repository>> introduceBundle(Call call, String nameLabel, String nameDescription) {
        throw new CallFailure.NotImplemented("Repository.introduce_bundle");
    }

    @Message(
            since = V25_7_0,
            prototype = true,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Adds a repository that fetches from another pool.")
    default CompletionStage<Ref<Repository>> introduceRemotePool(
            Call call, String nameLabel, String nameDescription, String binaryUrl, String certificate) {
        throw new CallFailure.NotImplemented("Repository.introduce_remote_pool");
    }

    @Message(
            since = V1_301_0,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Removes a repository that is not in use.")
    default CompletionStage<Void> forget(Call call, Ref<Repository> self) {
        throw new CallFailure.NotImplemented("Repository.forget");
    }

    @Message(
            since = V22_12_0,
            prototype = true,
            role = POOL_OPERATOR,
            orClientCertificate = true,
            doc = "Chooses the key file for signature checks.")
    default CompletionStage<Void> setGpgkeyPath(Call call, Ref<Repository> self, String value) {
        throw new CallFailure.NotImplemented("Repository.set_gpgkey_path");
    }
}
