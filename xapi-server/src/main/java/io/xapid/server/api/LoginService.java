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

/** Lets users in. Checking a password takes CPU time, so this runs on workers. */
public final class LoginService implements SessionMessages {
    private static final Logger log = LoggerFactory.getLogger(LoginService.class);
    private static final int LONGEST_ORIGINATOR = 255;

    private final Sessions sessions;
    private final Passwords passwords;
    private final SessionCollector collector;
    private final Duration wrongPasswordDelay;
    private final ScheduledExecutorService timer;
    private final Executor workers;

    /** @param timer wakes those who gave a wrong password, on {@code workers}; the caller owns both */
    public LoginService(
            Sessions sessions,
            Passwords passwords,
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
        boolean trusted = call instanceof ServerCall ours && ours.isTrustedTransport();
        if (!trusted && !isRight(uname, pwd)) {
            return refuseLater(call, uname);
        }
        String bounded = originator.substring(0, Math.min(LONGEST_ORIGINATOR, originator.length()));
        String user = trusted && uname.isEmpty() ? Passwords.ROOT : uname;
        return sessions.open(Sessions.Opening.ofRoot(user, bounded))
                .thenCompose(ref -> collector.collect().thenApply(done -> ref));
    }

    @Override
    public CompletionStage<Ref<Session>> slaveLocalLoginWithPassword(Call call, String uname, String pwd) {
        if (!isRight(uname, pwd)) {
            return refuseLater(call, uname);
        }
        Ref<Session> ref = sessions.openLocal(uname);
        return collector.collect().thenApply(done -> ref);
    }

    private boolean isRight(String user, String password) {
        return passwords.verify(user, password) && user.equals(Passwords.ROOT);
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
