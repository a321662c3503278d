package io.xapid.hypervisor;

import java.nio.channels.ByteChannel;

/**
 * Moves guests to other hosts while they run. Two hosts do it together, each at its end of a channel, and whoever ordered
 * it decides at the end, in one moment, where the guest goes on: until then it is whole at both, and runs at neither. Verbs
 * block and fail as those of {@link Hypervisor} do.
 */
public interface LiveMigration {

    /**
     * Sends a running domain to another host, whose {@link #in} is at the other end of the channel. The guest runs on
     * meanwhile, and stands still only at the end. When this returns the other host has it whole and paused, and here it is
     * {@link DomainState#SUSPENDED}: either it is unpaused there and then destroyed here, or destroyed there and then taken
     * back here. If this fails the guest runs on here, and what the other host may have of it is to be destroyed.
     *
     * <p>The channel is left open; closing it calls a stuck migration off. Fails with
     * {@link HypervisorException.Reason#UNSUPPORTED} for guests that cannot be sent while they run.
     */
    void out(VmId vm, ByteChannel peer);

    /**
     * In place of {@link Hypervisor#build}: brings a created domain into memory as another host sends it, its processors
     * standing still. It counts as started when it was there, so it reports at once.
     */
    void in(VmId vm, ByteChannel peer);

    /** A domain that was sent, or saved, and is wanted nowhere else after all, runs on here. */
    void takeBack(VmId vm);
}
