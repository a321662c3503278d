package io.xapid.hypervisor.simulator;

/** What can be told to fail or to take its time. */
public enum Verb {
    CREATE,
    BUILD,
    RESTORE,
    UNPAUSE,
    PAUSE,
    SUSPEND,
    MIGRATE_OUT,
    MIGRATE_IN,
    TAKE_BACK,
    REQUEST_SHUTDOWN,
    REQUEST_REBOOT,
    RESET,
    DESTROY,
    PLUG_DISK,
    UNPLUG_DISK,
    CHANGE_MEDIUM,
    PLUG_NIC,
    UNPLUG_NIC,
    SET_MEMORY_TARGET,
    SET_VCPUS,
    SIGNAL,
    /** Any question about what is. */
    LOOK
}
