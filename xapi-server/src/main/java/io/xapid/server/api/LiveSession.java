package io.xapid.server.api;

import io.xapid.model.access.Session;
import io.xapid.model.meta.Permission;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Role;
import java.util.Set;

/** A session as this host knows it: who it stands for, and when it was last used. */
public final class LiveSession {
    private final Ref<Session> ref;
    private final Kind kind;
    private final Set<Role> roles;
    private final String userName;
    private final String userId;
    private final String originator;
    private volatile long lastActiveMillis;

    /** What opened a session decides what it may do. */
    public enum Kind {
        /** A user of the pool, bound by roles. */
        USER,
        /** Root, who bypasses roles. */
        SUPERUSER,
        /** A member of the pool. */
        POOL_MEMBER,
        /** Root of this host alone, in no table; works when the pool does not. */
        LOCAL
    }

    /** @param userId the directory's identifier of the user; empty for root */
    LiveSession(
            Ref<Session> ref,
            Kind kind,
            Set<Role> roles,
            String userName,
            String userId,
            String originator,
            long lastActiveMillis) {
        this.ref = ref;
        this.kind = kind;
        this.roles = Set.copyOf(roles);
        this.userName = userName;
        this.userId = userId;
        this.originator = originator;
        this.lastActiveMillis = lastActiveMillis;
    }

    public Ref<Session> ref() {
        return ref;
    }

    public Kind kind() {
        return kind;
    }

    public Set<Role> roles() {
        return roles;
    }

    public String userName() {
        return userName;
    }

    public String userId() {
        return userId;
    }

    public String originator() {
        return originator;
    }

    /** Whether roles do not bind it. */
    public boolean isSuperuser() {
        return kind != Kind.USER;
    }

    public boolean allows(Permission permission) {
        if (isSuperuser()) {
            return true;
        }
        for (Role role : roles) {
            if (permission.allows(role)) {
                return true;
            }
        }
        return false;
    }

    /** When it was last used as far as this host knows, in milliseconds of the Unix epoch. */
    public long lastActiveMillis() {
        return lastActiveMillis;
    }

    void usedAt(long millis) {
        if (millis > lastActiveMillis) {
            lastActiveMillis = millis;
        }
    }

    @Override
    public String toString() {
        return kind + " session of " + userName; // the reference is a secret
    }
}
