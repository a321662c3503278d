package io.xapid.model.host;

import io.xapid.model.meta.Failure;
import io.xapid.model.meta.Ref;

/** Failures about the services a host runs. */
public final class HostServiceFailure {
    private HostServiceFailure() {}

    /** The host backup script ended with an error. */
    public static final class BackupScriptFailed extends Failure {
        public BackupScriptFailed(String log) {
            super("BACKUP_SCRIPT_FAILED", log);
        }
    }

    /** Remote shell access could not be switched off on the host. */
    public static final class DisableSshFailed extends Failure {
        public DisableSshFailed(Ref<Host> host) {
            super("DISABLE_SSH_FAILED", host);
        }
    }

    /** Some hosts could not switch off remote shell access. */
    public static final class DisableSshPartiallyFailed extends Failure {
        public DisableSshPartiallyFailed(String hosts) {
            super("DISABLE_SSH_PARTIALLY_FAILED", hosts);
        }
    }

    /** Remote shell access could not be switched on for the host. */
    public static final class EnableSshFailed extends Failure {
        public EnableSshFailed(Ref<Host> host) {
            super("ENABLE_SSH_FAILED", host);
        }
    }

    /** Some hosts could not switch on remote shell access. */
    public static final class EnableSshPartiallyFailed extends Failure {
        public EnableSshPartiallyFailed(String hosts) {
            super("ENABLE_SSH_PARTIALLY_FAILED", hosts);
        }
    }

    /** The action is forbidden while FIPS mode is on. */
    public static final class IllegalInFipsMode extends Failure {
        public IllegalInFipsMode() {
            super("ILLEGAL_IN_FIPS_MODE");
        }
    }

    /** The embedded edition does not offer this command. */
    public static final class NotAllowedOnOemEdition extends Failure {
        public NotAllowedOnOemEdition(String command) {
            super("NOT_ALLOWED_ON_OEM_EDITION", command);
        }
    }

    /** Only the embedded edition offers this command. */
    public static final class OnlyAllowedOnOemEdition extends Failure {
        public OnlyAllowedOnOemEdition(String command) {
            super("ONLY_ALLOWED_ON_OEM_EDITION", command);
        }
    }

    /** The host restore script ended with an error. */
    public static final class RestoreScriptFailed extends Failure {
        public RestoreScriptFailed(String log) {
            super("RESTORE_SCRIPT_FAILED", log);
        }
    }

    /** Some hosts did not take over the console idle limit. */
    public static final class SetConsoleTimeoutPartiallyFailed extends Failure {
        public SetConsoleTimeoutPartiallyFailed(String hosts) {
            super("SET_CONSOLE_TIMEOUT_PARTIALLY_FAILED", hosts);
        }
    }

    /** Some hosts did not take over the automatic shell access mode. */
    public static final class SetSshAutoModePartiallyFailed extends Failure {
        public SetSshAutoModePartiallyFailed(String hosts) {
            super("SET_SSH_AUTO_MODE_PARTIALLY_FAILED", hosts);
        }
    }

    /** Some hosts did not take over the shell access time limit. */
    public static final class SetSshTimeoutPartiallyFailed extends Failure {
        public SetSshTimeoutPartiallyFailed(String hosts) {
            super("SET_SSH_TIMEOUT_PARTIALLY_FAILED", hosts);
        }
    }

    /** This edition delivers status reports as tar archives only. */
    public static final class SystemStatusMustUseTarOnOem extends Failure {
        public SystemStatusMustUseTarOnOem() {
            super("SYSTEM_STATUS_MUST_USE_TAR_ON_OEM");
        }
    }

    /** The status report of the host could not be gathered. */
    public static final class SystemStatusRetrievalFailed extends Failure {
        public SystemStatusRetrievalFailed(String reason) {
            super("SYSTEM_STATUS_RETRIEVAL_FAILED", reason);
        }
    }

    /** The next telemetry run is planned too far ahead. */
    public static final class TelemetryNextCollectionTooLate extends Failure {
        public TelemetryNextCollectionTooLate(String timestamp) {
            super("TELEMETRY_NEXT_COLLECTION_TOO_LATE", timestamp);
        }
    }
}
