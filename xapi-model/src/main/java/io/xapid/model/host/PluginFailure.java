package io.xapid.model.host;

import io.xapid.model.meta.Failure;

/** Failures of plugins and extensions. */
public final class PluginFailure {
    private PluginFailure() {}

    /** The extension answered in a form that is not understood. */
    public static final class ExtensionProtocolFailure extends Failure {
        public ExtensionProtocolFailure(String response) {
            super("EXTENSION_PROTOCOL_FAILURE", response);
        }
    }

    /** The host has no plugin of this name. */
    public static final class Missing extends Failure {
        public Missing(String name) {
            super("XENAPI_MISSING_PLUGIN", name);
        }
    }

    /** The plugin ended with an error. */
    public static final class Failed extends Failure {
        public Failed(String status, String stdout, String stderr) {
            super("XENAPI_PLUGIN_FAILURE", status, stdout, stderr);
        }

        public Failed(String reason) {
            super("XENAPI_PLUGIN_FAILURE", reason);
        }

        public Failed(String status, String output) {
            super("XENAPI_PLUGIN_FAILURE", status, output);
        }
    }
}
