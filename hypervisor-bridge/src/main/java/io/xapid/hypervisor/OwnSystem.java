package io.xapid.hypervisor;

/** The host's own system, where a hypervisor lies below it: the only one that has no folder and is never created. */
public interface OwnSystem {

    /**
     * Has it give memory back, or take more, up to what it was started with. It follows a little later.
     *
     * @throws HypervisorException if it could not live with so little, or can never have so much
     */
    void setMemoryTarget(long bytes);
}
