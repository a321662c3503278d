package io.xapid.server.wire;

import io.xapid.model.access.Session;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Ref;
import io.xapid.server.api.PasswordChecks;
import io.xapid.server.api.Printable;
import io.xapid.server.api.Sessions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who asks a handler for something. In this order: the socket for root needs no proof; a session in a cookie,
 * then in the query; HTTP basic, which opens a session for the one request. Nothing waits here, and wrong passwords are
 * answered late.
 */
public final class HandlerAuthentication {
    private static final Logger log = LoggerFactory.getLogger(HandlerAuthentication.class);
    private static final String SESSION = "session_id";
    private static final String POOL_SECRET = "pool_secret";

    private final Sessions sessions;
    private final PasswordChecks passwords;

    public HandlerAuthentication(Sessions sessions, PasswordChecks passwords) {
        this.sessions = sessions;
        this.passwords = passwords;
    }

    /** Who it is. Fails with a {@link Refusal}; that of a wrong password comes late. */
    CompletionStage<Visitor> identify(StreamExchange exchange, String realm) {
        Optional<String> inCookie = exchange.cookies().first(SESSION);
        Optional<String> inQuery = exchange.query().first(SESSION);
        Optional<StreamExchange.BasicCredentials> basic = exchange.basicCredentials();
        if (exchange.caller().trusted()) {
            return CompletableFuture.completedFuture(new Visitor(sessions, Optional.empty(), Visitor.Proof.TRANSPORT));
        } else if (inCookie.isPresent()) {
            return withSession(inCookie.get(), Visitor.Proof.COOKIE, realm);
        } else if (inQuery.isPresent()) {
            return withSession(inQuery.get(), Visitor.Proof.QUERY, realm);
        } else if (exchange.parameter(POOL_SECRET).isPresent()) {
            return refused(realm, "a pool of one host has no secret");
        } else if (basic.isPresent()) {
            return withPassword(exchange, basic.get(), realm);
        }
        return refused(realm, "a session or a password is needed");
    }

    private CompletionStage<Visitor> withSession(String reference, Visitor.Proof proof, String realm) {
        return sessions.find(reference)
                .map(session -> (CompletionStage<Visitor>)
                        CompletableFuture.completedFuture(new Visitor(sessions, Optional.of(session), proof)))
                .orElseGet(() -> refused(realm, "there is no such session"));
    }

    private CompletionStage<Visitor> withPassword(
            StreamExchange exchange, StreamExchange.BasicCredentials pair, String realm) {
        CompletionStage<Boolean> right;
        try {
            right = passwords.proveRoot(pair.user(), pair.password());
        } catch (CallFailure.TooBusy busy) {
            return CompletableFuture.failedFuture(Refusal.unavailable("too many passwords are to be checked"));
        }
        String origin =
                (exchange.isSecure() ? "https " : "http ") + exchange.caller().address() + " using Basic auth";
        return right.thenCompose(
                is -> is ? open(pair.user(), origin, realm) : refusePassword(exchange, pair.user(), realm));
    }

    private CompletionStage<Visitor> open(String user, String origin, String realm) {
        return sessions.open(Sessions.Opening.ofRoot(user, origin))
                .thenCompose((Ref<Session> ref) -> withSession(ref.value(), Visitor.Proof.PASSWORD, realm));
    }

    private static CompletionStage<Visitor> refusePassword(StreamExchange exchange, String user, String realm) {
        log.info(
                "refused user \"{}\" from {}",
                Printable.of(user),
                exchange.caller().address());
        return refused(realm, "wrong name or password");
    }

    private static CompletionStage<Visitor> refused(String realm, String explanation) {
        return CompletableFuture.failedFuture(unauthorised(realm, explanation));
    }

    private static Refusal unauthorised(String realm, String explanation) {
        return new Refusal(
                HttpStatus.UNAUTHORIZED_401, Map.of("WWW-Authenticate", "Basic realm=\"" + realm + "\""), explanation);
    }
}
