package io.xapid.server.api;

import io.xapid.model.access.SessionFailure;
import io.xapid.model.access.SessionMessages;
import io.xapid.model.meta.Call;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What sessions do once they are open. */
public final class SessionService implements SessionMessages {
    private static final int LONGEST_PASSWORD = 1024;

    private final Sessions sessions;
    private final Passwords passwords;

    public SessionService(Sessions sessions, Passwords passwords) {
        this.sessions = sessions;
        this.passwords = passwords;
    }

    @NeverBlocks
    @Override
    public CompletionStage<Void> logout(Call call) {
        return sessions.close(of(call));
    }

    @NeverBlocks
    @Override
    public CompletionStage<Void> localLogout(Call call) {
        return sessions.close(of(call));
    }

    /** The old password is not looked at: whoever may do this is root. */
    @Override
    public CompletionStage<Void> changePassword(Call call, String oldPwd, String newPwd) {
        if (of(call).kind() != LiveSession.Kind.SUPERUSER && of(call).kind() != LiveSession.Kind.LOCAL) {
            throw new SessionFailure.UserIsNotLocalSuperuser("Only the local superuser has a password here");
        }
        if (newPwd.isEmpty()) {
            throw new SessionFailure.ChangePasswordRejected("The new password is empty");
        }
        if (newPwd.length() > LONGEST_PASSWORD || newPwd.chars().anyMatch(Character::isISOControl)) {
            throw new SessionFailure.ChangePasswordRejected("The new password is too long or has control characters");
        }
        return passwords.set(Passwords.ROOT, newPwd);
    }

    @NeverBlocks
    @Override
    public CompletionStage<List<String>> getAllSubjectIdentifiers(Call call) {
        return Stages.of(sessions.all().stream()
                .filter(session -> isOfUser(session) && !session.ref().equals(call.session()))
                .map(LiveSession::userId)
                .distinct()
                .toList());
    }

    @NeverBlocks
    @Override
    public CompletionStage<Void> logoutSubjectIdentifier(Call call, String subjectIdentifier) {
        return sessions.closeAll(sessions.all().stream()
                .filter(session -> isOfUser(session)
                        && !session.ref().equals(call.session())
                        && session.userId().equals(subjectIdentifier))
                .map(LiveSession::ref)
                .toList());
    }

    private static boolean isOfUser(LiveSession session) {
        return session.kind() == LiveSession.Kind.USER && !session.userId().isEmpty();
    }

    private LiveSession of(Call call) {
        return sessions.require(call.session().value());
    }
}
