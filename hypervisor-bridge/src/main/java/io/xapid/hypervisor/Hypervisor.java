package io.xapid.hypervisor;

import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One host's ability to run guests.
 *
 * <p>Domains outlive the object and the process that uses it: after a restart a new one, made over the same place,
 * lists and drives them as before.
 *
 * <p>Verbs block until done, or until their own deadline, and throw {@link HypervisorException}; an interrupt ends
 * them early with {@link HypervisorException.Reason#TIMED_OUT} and the interrupt flag set. They may be called from any
 * thread; those of one domain are carried out one after the other.
 *
 * <p>Every verb that takes something away is idempotent: undoing work that never happened is a no-op. That is what
 * lets a plan be undone from any point. A verb that failed half-way leaves what its opposite can take away.
 */
public interface Hypervisor extends AutoCloseable {

    /** What this hypervisor is and can do here. Does not change while it is open. */
    Capabilities capabilities();

    /** The machine as it is now; empty where the host's own kernel sees all of it. */
    default Optional<PhysicalHost> physicalHost() {
        return Optional.empty();
    }

    /** The hypervisor's own messages and keyboard; empty where the host's own kernel is the hypervisor. */
    default Optional<HypervisorConsole> console() {
        return Optional.empty();
    }

    /** The host's own system; empty where no hypervisor lies below it. */
    default Optional<OwnSystem> ownSystem() {
        return Optional.empty();
    }

    // What is

    /** All domains that are not {@link DomainState#ABSENT}, also those whose guest has ended or that were lost. */
    Set<VmId> list();

    /** What the guest is doing now, asked of the hypervisor and never of a cache. */
    DomainState stateOf(VmId vm);

    /** The state, and what is known about how it came to it. */
    DomainStatus statusOf(VmId vm);

    /** What the domain is made of now, with all that was plugged since; empty when it is absent. */
    Optional<DomainSpec> specOf(VmId vm);

    /** Where the consoles are; none before {@link #build} and when it is absent. */
    ConsoleEndpoints consolesOf(VmId vm);

    /** Counters of a living domain. */
    DomainStatistics statisticsOf(VmId vm);

    /** The latest word of the guest about itself; empty if it never said any or is not running. */
    Optional<GuestReport> guestReportOf(VmId vm);

    /**
     * Calls back with guests that need a look: they ended, crashed, restarted, were lost, changed a device by
     * themselves, or reported something new. It says who, never what happened: ask {@link #statusOf}. Several causes may
     * become one call. Calls come one at a time, from a thread of the bridge, which a listener should not hold up.
     */
    Registration onAttention(Consumer<VmId> listener);

    // Coming to life and ending

    /**
     * Reserves a place for a domain and checks that its wishes can be met here. Nothing runs yet. Fails with
     * {@link HypervisorException.Reason#WRONG_STATE} when the domain is there already.
     */
    void create(DomainSpec spec);

    /**
     * Brings a created domain into memory, with all devices of its spec, its processors standing still. Whatever the
     * spec names (media, bridges, taps, kernels) must be there by now.
     */
    void build(VmId vm);

    /** In place of {@link #build}: brings back what {@link #suspend} saved, its processors standing still. */
    void restore(VmId vm, ReadableByteChannel saved);

    /** Lets the processors of a built domain run; does nothing if they do already. */
    void unpause(VmId vm);

    /** Stops the processors; does nothing if they stand still already. */
    void pause(VmId vm);

    /**
     * Saves a living domain's memory and device state, after which it can only be destroyed. If it fails the domain
     * is as it was before, but for being paused. The channel is left open; a {@link StateFile} costs least.
     */
    void suspend(VmId vm, WritableByteChannel to);

    /** Asks a running guest to switch itself off. That it will is not promised, let alone when. */
    void requestShutdown(VmId vm);

    /** Asks a running guest to restart itself. That it will is not promised, let alone when. */
    void requestReboot(VmId vm);

    /** Restarts the guest at once, as the button of that name does, also one that has powered off or crashed. */
    void reset(VmId vm);

    /** Ends the domain at once, as cutting the power does, and removes all that was here of it. Idempotent. */
    void destroy(VmId vm);

    /** Moving guests while they run; empty where that cannot be done. */
    default Optional<LiveMigration> liveMigration() {
        return Optional.empty();
    }

    /** Signals to running guests from outside; empty where there are none. */
    default Optional<GuestSignals> signals() {
        return Optional.empty();
    }

    // Devices

    /**
     * Adds a drive. An equal one already there is fine; another one in its slot is not. Needs a created or living
     * domain, the latter with {@link Capabilities.Feature#DISK_HOTPLUG}. What comes after {@link #build} has no place in
     * the firmware's boot order.
     */
    void plug(VmId vm, Disk disk);

    /** Takes a drive away; idempotent. When it returns nothing holds the medium any more. */
    void unplugDisk(VmId vm, int slot);

    /** Puts another medium into a CD drive, or takes it out; does nothing if that is how it is already. */
    void changeMedium(VmId vm, int slot, Optional<Medium> medium);

    /** Adds a NIC, in the same way as a drive. */
    void plug(VmId vm, Nic nic);

    /**
     * Takes a NIC away; idempotent. A running guest has to let go of it: if it does not, this fails with
     * {@link HypervisorException.Reason#GUEST_UNRESPONSIVE} and may be called again.
     */
    void unplugNic(VmId vm, int slot);

    /** Asks the guest, through its balloon, to make do with that much. It follows in its own time, if it does. */
    void setMemoryTarget(VmId vm, long bytes);

    /** Changes how many vCPUs a living guest has, from one to the spec's maximum. */
    void setVcpus(VmId vm, int count);

    /**
     * Changes how much of the host's processors a living guest gets; needs
     * {@link Capabilities.Feature#VCPU_SHARES}.
     */
    default void setVcpuShare(VmId vm, VcpuShare share) {
        throw new HypervisorException(
                HypervisorException.Reason.UNSUPPORTED, "this hypervisor has no shares of processors");
    }

    /** Lets go of everything but the domains, which go on as they are. */
    @Override
    void close();
}
