package io.xapid.server.api;

import io.xapid.model.access.Session;
import io.xapid.model.access.SessionFailure;
import io.xapid.model.access.SessionMessages;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
    private final Duration wrongPasswordDelay;
    private final ScheduledExecutorService timer;
    private final Executor workers;

    /** @param timer wakes those who gave a wrong password, on {@code workers}; the caller owns both */
    public LoginService(
            Sessions sessions,
            PasswordChecks passwords,
            SessionCollector collector,
            SessionLimits limits,
            ScheduledExecutorService timer,
            Executor workers) {
        this.sessions = sessions;
        this.passwords = passwords;
        this.collector = collector;
        this.wrongPasswordDelay = limits.wrongPasswordDelay();
        this.timer = timer;
        this.workers = workers;
    }

    @Override
    public CompletionStage<Ref<Session>> loginWithPassword(
            Call call, String uname, String pwd, String version, String originator) {
        String program = originator.substring(0, Math.min(LONGEST_ORIGINATOR, originator.length()));
        if (call instanceof ServerCall ours && ours.isTrustedTransport()) {
            return open(uname.isEmpty() ? Passwords.ROOT : uname, program);
        }
        return passwords
                .proveRoot(uname, pwd)
                .thenCompose(right -> right ? open(uname, program) : refuseLater(call, uname));
    }

    @Override
    public CompletionStage<Ref<Session>> slaveLocalLoginWithPassword(Call call, String uname, String pwd) {
        return passwords
                .proveRoot(uname, pwd)
                .thenCompose(right -> right ? openLocal(uname) : refuseLater(call, uname));
    }

    private CompletionStage<Ref<Session>> open(String user, String program) {
        return sessions.open(Sessions.Opening.ofRoot(user, program))
                .thenCompose(ref -> collector.collect().thenApply(done -> ref));
    }

    private CompletionStage<Ref<Session>> openLocal(String user) {
        Ref<Session> ref = sessions.openLocal(user);
        return collector.collect().thenApply(done -> ref);
    }

    /** No thread waits meanwhile. */
    @SuppressWarnings("FutureReturnValueIgnored") // the timer's own future tells nothing that the answer does not
    private CompletionStage<Ref<Session>> refuseLater(Call call, String user) {
        log.info("refused the login of user \"{}\" from {}", Printable.of(user), call.clientAddress());
        var answer = new CompletableFuture<Ref<Session>>();
        var failure = new SessionFailure.AuthenticationFailed(user, "Authentication failed");
        timer.schedule(
                () -> workers.execute(() -> answer.completeExceptionally(failure)),
                wrongPasswordDelay.toMillis(),
                TimeUnit.MILLISECONDS);
        return answer;
    }
}
