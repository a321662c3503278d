package io.xapid.server.api;

import io.xapid.model.access.Session;
import io.xapid.model.access.SessionFailure;
import io.xapid.model.access.SessionMessages;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets users in. Nothing waits here: passwords are checked elsewhere, and wrong ones answered later. */
@NeverBlocks
public final class LoginService implements SessionMessages {
    private static final Logger log = LoggerFactory.getLogger(LoginService.class);
    private static final int LONGEST_ORIGINATOR = 255;

    private final Sessions sessions;
    private final PasswordChecks passwords;
    private final SessionCollector collector;

    public LoginService(Sessions sessions, PasswordChecks passwords, SessionCollector collector) {
        this.sessions = sessions;
        this.passwords = passwords;
        this.collector = collector;
    }

    @Override
    public CompletionStage<Ref<Session>> loginWithPassword(
            Call call, String uname, String pwd, String version, String originator) {
        String program = originator.substring(0, Math.min(LONGEST_ORIGINATOR, originator.length()));
        if (call instanceof ServerCall ours && ours.isTrustedTransport()) {
            return open(uname.isEmpty() ? Passwords.ROOT : uname, program);
        }
        return passwords.proveRoot(uname, pwd).thenCompose(right -> right ? open(uname, program) : refuse(call, uname));
    }

    @Override
    public CompletionStage<Ref<Session>> slaveLocalLoginWithPassword(Call call, String uname, String pwd) {
        return passwords.proveRoot(uname, pwd).thenCompose(right -> right ? openLocal(uname) : refuse(call, uname));
    }

    private CompletionStage<Ref<Session>> open(String user, String program) {
        return sessions.open(Sessions.Opening.ofRoot(user, program))
                .thenCompose(ref -> collector.collect().thenApply(done -> ref));
    }

    private CompletionStage<Ref<Session>> openLocal(String user) {
        Ref<Session> ref = sessions.openLocal(user);
        return collector.collect().thenApply(done -> ref);
    }

    private static CompletionStage<Ref<Session>> refuse(Call call, String user) {
        log.info("refused the login of user \"{}\" from {}", Printable.of(user), call.clientAddress());
        return CompletableFuture.failedFuture(new SessionFailure.AuthenticationFailed(user, "Authentication failed"));
    }
}
