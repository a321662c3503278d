package io.xapid.server.wire;

import io.xapid.model.access.Session;
import io.xapid.model.access.SessionFailure;
import io.xapid.model.meta.Ref;
import io.xapid.server.api.LiveSession;
import io.xapid.server.api.Permissions;
import io.xapid.server.api.Sessions;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who asks a handler for something, once that is proven. A session that was opened for this one request ends when the
 * visitor is closed: by whoever guards the handler when it has returned, unless the handler keeps the visitor.
 */
public final class Visitor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Visitor.class);

    private final Sessions sessions;
    private final Optional<LiveSession> session;
    private final Proof proof;
    private boolean kept;

    /** What proved it. */
    public enum Proof {
        /** The listener that only root reaches. */
        TRANSPORT,
        /** A session in the query. */
        QUERY,
        /** A session in a cookie, which a browser may send on behalf of any page. */
        COOKIE,
        /** A user's name and password, which a browser may send on behalf of any page. */
        PASSWORD
    }

    Visitor(Sessions sessions, Optional<LiveSession> session, Proof proof) {
        this.sessions = sessions;
        this.session = session;
        this.proof = proof;
    }

    /** The session; empty for who needs none. */
    public Optional<Ref<Session>> session() {
        return session.map(LiveSession::ref);
    }

    /** For the log. */
    public String name() {
        return session.map(LiveSession::userName).orElse("root");
    }

    public Proof proof() {
        return proof;
    }

    /** Lets a visitor pass who has the permission, such as {@code http/connect_console}. */
    public void require(Permissions permissions, String name) throws Refusal {
        try {
            session.ifPresent(own -> permissions.require(own, name));
        } catch (SessionFailure.RolePermissionDenied denied) {
            throw new Refusal(HttpStatus.FORBIDDEN_403, String.join(" ", denied.description()));
        }
    }

    /** Whether the session goes on; asking keeps it from expiring. Who needs none always may stay. */
    public boolean isStillWelcome() {
        return session.isEmpty() || sessions.find(session.get().ref().value()).isPresent();
    }

    /** Makes the caller the one who closes the visitor. */
    public void keep() {
        kept = true;
    }

    boolean isKept() {
        return kept;
    }

    @Override
    public void close() {
        if (proof == Proof.PASSWORD && session.isPresent()) {
            sessions.close(session.get()).whenComplete((done, failure) -> {
                if (failure != null) {
                    log.warn("A session that served its one request could not be ended; it expires", failure);
                }
            });
        }
    }
}
