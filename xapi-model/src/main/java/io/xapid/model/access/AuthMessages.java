package io.xapid.model.access;

import static io.xapid.model.meta.Message.Trait.SYNCHRONOUS;
import static io.xapid.model.meta.Release.GEORGE;
import static io.xapid.model.meta.Role.READ_ONLY;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Message;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Messages of class auth. */
public interface AuthMessages {

    @Message(
            since = GEORGE,
            role = READ_ONLY,
            doc = "Directory identifier for a user or group name.",
            traits = SYNCHRONOUS)
    default CompletionStage<String> getSubjectIdentifier(Call call, String subjectName) {
        throw new CallFailure.NotImplemented("auth.get_subject_identifier");
    }

    @Message(
            since = GEORGE,
            role = READ_ONLY,
            doc = "What the directory knows about an identifier.",
            traits = SYNCHRONOUS)
    default CompletionStage<Map<String, String>> getSubjectInformationFromIdentifier(
            Call call, String subjectIdentifier) {
        throw new CallFailure.NotImplemented("auth.get_subject_information_from_identifier");
    }

    @Message(
            since = GEORGE,
            role = READ_ONLY,
            doc = "Identifiers of all groups the subject is in, nested ones too.",
            traits = SYNCHRONOUS)
    default CompletionStage<List<String>> getGroupMembership(Call call, String subjectIdentifier) {
        throw new CallFailure.NotImplemented("auth.get_group_membership");
    }
}
