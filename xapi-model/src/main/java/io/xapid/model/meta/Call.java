package io.xapid.model.meta;

/** Who calls, and in whose name: given to every custom message. */
public interface Call {
    /** The message as called, such as {@code VM.start}. */
    String message();

    /** The caller's session; the null reference for messages that need none. */
    Ref<?> session();

    /** The task that stands for this call. It may be one that no table holds. */
    Ref<?> task();

    /** For people and logs. */
    String userName();

    /** Whether the caller bypasses roles. */
    boolean isSuperuser();

    /** Whether the caller's session has the permission, such as {@code task.destroy/any}. */
    boolean may(String permission);

    /** Where the call came from, such as {@code 192.0.2.7}; empty where unknown. */
    String clientAddress();
}
