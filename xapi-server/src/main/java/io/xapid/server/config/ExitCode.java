package io.xapid.server.config;

/** How the daemon ends, told to whoever started it. */
public enum ExitCode {
    STOPPED(0, "It was asked to stop (SIGTERM, SIGINT or SIGHUP) and did; or it only printed help."),
    FAILED(1, "Something went wrong that has no code of its own; the last line on stderr says what."),
    USAGE(2, "An option, a variable or a line of the configuration file is unknown or has a bad value."),
    PORT(3, "It cannot listen where it should: the port is taken or not allowed, or the address is not this host's."),
    STATE_DIR(4, "The state directory cannot be used: not writable, on a full disk, or held by another daemon."),
    STATE(5, "What the state directory holds is damaged or was written by a newer release."),
    HYPERVISOR(6, "The hypervisor asked for is not there.");

    private final int code;
    private final String doc;

    ExitCode(int code, String doc) {
        this.code = code;
        this.doc = doc;
    }

    public int code() {
        return code;
    }

    public String doc() {
        return doc;
    }
}
