package io.xapid.server.api;

import io.xapid.model.access.AuthFailure;
import io.xapid.model.access.AuthMessages;
import io.xapid.model.meta.Call;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** What a directory of users would answer. There is none, and that is what it says. */
@NeverBlocks
public final class AuthService implements AuthMessages {
    @Override
    public CompletionStage<String> getSubjectIdentifier(Call call, String subjectName) {
        throw new AuthFailure.IsDisabled();
    }

    @Override
    public CompletionStage<Map<String, String>> getSubjectInformationFromIdentifier(
            Call call, String subjectIdentifier) {
        throw new AuthFailure.IsDisabled();
    }

    @Override
    public CompletionStage<List<String>> getGroupMembership(Call call, String subjectIdentifier) {
        throw new AuthFailure.IsDisabled();
    }
}
