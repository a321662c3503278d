package io.xapid.model.access;

import io.xapid.model.meta.Failure;

/** Failures about logins, sessions and permissions. */
public final class SessionFailure {
    private SessionFailure() {}

    /** The new password was not accepted. */
    public static final class ChangePasswordRejected extends Failure {
        public ChangePasswordRejected(String msg) {
            super("CHANGE_PASSWORD_REJECTED", msg);
        }
    }

    /** Events were dropped because the client fetched them too slowly. */
    public static final class EventsLost extends Failure {
        public EventsLost() {
            super("EVENTS_LOST");
        }
    }

    /** The event token of the client is malformed. */
    public static final class EventFromTokenParseFailure extends Failure {
        public EventFromTokenParseFailure(String token) {
            super("EVENT_FROM_TOKEN_PARSE_FAILURE", token);
        }
    }

    /** The event subscription of the client is malformed. */
    public static final class EventSubscriptionParseFailure extends Failure {
        public EventSubscriptionParseFailure(String subscription) {
            super("EVENT_SUBSCRIPTION_PARSE_FAILURE", subscription);
        }
    }

    /** The caller is not entitled to do this. */
    public static final class PermissionDenied extends Failure {
        public PermissionDenied(String message) {
            super("PERMISSION_DENIED", message);
        }
    }

    /** None of the roles of the caller contains the needed permission. */
    public static final class RolePermissionDenied extends Failure {
        public RolePermissionDenied(String permission, String message) {
            super("RBAC_PERMISSION_DENIED", permission, message);
        }
    }

    /** User name or password is wrong. */
    public static final class AuthenticationFailed extends Failure {
        public AuthenticationFailed() {
            super("SESSION_AUTHENTICATION_FAILED");
        }

        public AuthenticationFailed(String userOrHost, String message) {
            super("SESSION_AUTHENTICATION_FAILED", userOrHost, message);
        }
    }

    /** The user is known but has no right to log in. */
    public static final class AuthorizationFailed extends Failure {
        public AuthorizationFailed(String username, String msg) {
            super("SESSION_AUTHORIZATION_FAILED", username, msg);
        }
    }

    /** The session does not exist or has ended. */
    public static final class Invalid extends Failure {
        public Invalid(String handle) {
            super("SESSION_INVALID", handle);
        }
    }

    /** The session has not subscribed to any events. */
    public static final class NotRegistered extends Failure {
        public NotRegistered(String handle) {
            super("SESSION_NOT_REGISTERED", handle);
        }
    }

    /** Only the local administrator may do this. */
    public static final class UserIsNotLocalSuperuser extends Failure {
        public UserIsNotLocalSuperuser(String msg) {
            super("USER_IS_NOT_LOCAL_SUPERUSER", msg);
        }
    }
}
