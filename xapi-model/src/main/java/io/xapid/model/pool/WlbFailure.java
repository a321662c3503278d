package io.xapid.model.pool;

import io.xapid.model.meta.Failure;

/** Failures of the workload balancing service. */
public final class WlbFailure {
    private WlbFailure() {}

    /** The workload balancing server rejected our login. */
    public static final class AuthenticationFailed extends Failure {
        public AuthenticationFailed() {
            super("WLB_AUTHENTICATION_FAILED");
        }
    }

    /** The workload balancing server refused the connection. */
    public static final class ConnectionRefused extends Failure {
        public ConnectionRefused() {
            super("WLB_CONNECTION_REFUSED");
        }
    }

    /** The workload balancing server dropped the connection. */
    public static final class ConnectionReset extends Failure {
        public ConnectionReset() {
            super("WLB_CONNECTION_RESET");
        }
    }

    /** Workload balancing is switched off in this pool. */
    public static final class Disabled extends Failure {
        public Disabled() {
            super("WLB_DISABLED");
        }
    }

    /** The workload balancing server met an unexpected problem. */
    public static final class Internal extends Failure {
        public Internal() {
            super("WLB_INTERNAL_ERROR");
        }
    }

    /** The workload balancing server could not understand the request. */
    public static final class MalformedRequest extends Failure {
        public MalformedRequest() {
            super("WLB_MALFORMED_REQUEST");
        }
    }

    /** The answer of the workload balancing server is not understood. */
    public static final class MalformedResponse extends Failure {
        public MalformedResponse(String method, String reason, String response) {
            super("WLB_MALFORMED_RESPONSE", method, reason, response);
        }

        public MalformedResponse(String message) {
            super("WLB_MALFORMED_RESPONSE", message);
        }
    }

    /** No workload balancing server has been set up. */
    public static final class NotInitialized extends Failure {
        public NotInitialized() {
            super("WLB_NOT_INITIALIZED");
        }
    }

    /** The workload balancing server did not answer in time. */
    public static final class Timeout extends Failure {
        public Timeout(String configuredTimeout) {
            super("WLB_TIMEOUT", configuredTimeout);
        }
    }

    /** The name of the workload balancing server does not resolve. */
    public static final class UnknownHost extends Failure {
        public UnknownHost() {
            super("WLB_UNKNOWN_HOST");
        }
    }

    /** The address of the workload balancing server is not valid. */
    public static final class UrlInvalid extends Failure {
        public UrlInvalid(String url) {
            super("WLB_URL_INVALID", url);
        }
    }

    /** Workload balancing could not log in to this pool. */
    public static final class PoolAuthenticationFailed extends Failure {
        public PoolAuthenticationFailed() {
            super("WLB_XENSERVER_AUTHENTICATION_FAILED");
        }
    }

    /** Workload balancing was refused a connection to this pool. */
    public static final class PoolConnectionRefused extends Failure {
        public PoolConnectionRefused() {
            super("WLB_XENSERVER_CONNECTION_REFUSED");
        }
    }

    /** Workload balancing did not understand the answer of this pool. */
    public static final class PoolMalformedResponse extends Failure {
        public PoolMalformedResponse() {
            super("WLB_XENSERVER_MALFORMED_RESPONSE");
        }
    }

    /** Workload balancing waited too long for this pool. */
    public static final class PoolTimeout extends Failure {
        public PoolTimeout() {
            super("WLB_XENSERVER_TIMEOUT");
        }
    }

    /** Workload balancing cannot resolve the name of this pool. */
    public static final class PoolUnknownHost extends Failure {
        public PoolUnknownHost() {
            super("WLB_XENSERVER_UNKNOWN_HOST");
        }
    }
}
