package io.xapid.hypervisor;

/**
 * What a domain is doing, as the hypervisor sees it.
 *
 * <pre>
 *   ABSENT ──create──▶ CREATED ──build, restore──▶ PAUSED ◀──unpause, pause──▶ RUNNING
 *                                                    │                           │
 *                                 suspend ──▶ SUSPENDED      POWERED_OFF, CRASHED, SOFT_RESET, LOST ◀── by itself
 *
 *   and from any of them: destroy ──▶ ABSENT
 * </pre>
 */
public enum DomainState {
    /** There is no such domain. */
    ABSENT,
    /** Its place is reserved and its wishes are written down; nothing runs. */
    CREATED,
    /** It is in memory and its processors stand still. */
    PAUSED,
    /** Its processors run. */
    RUNNING,
    /** Its state was saved to a stream; what is left here only waits to be destroyed. */
    SUSPENDED,
    /** The guest switched itself off in good order; what is left only waits to be destroyed or reset. */
    POWERED_OFF,
    /** The guest panicked or its machine broke; what is left only waits to be looked at, reset or destroyed. */
    CRASHED,
    /**
     * The guest wants another kernel to start in its memory, and its spec leaves that to others; what is left waits to be
     * reset or destroyed.
     */
    SOFT_RESET,
    /** What ran it is gone without a word: killed, or ended with its host; what is left waits to be destroyed. */
    LOST;

    /** Whether the domain holds its guest's memory and could run, or go on running. */
    public boolean isAlive() {
        return this == PAUSED || this == RUNNING;
    }

    /** Whether the guest ended by itself and {@code destroy} is what is left to do. */
    public boolean isEnded() {
        return this == POWERED_OFF || this == CRASHED || this == SOFT_RESET || this == LOST;
    }
}
