package io.xapid.hypervisor;

import java.time.Duration;

/** What the contract needs of a bridge under test, beside its verbs: a place to run, guests, and hands inside them. */
public interface HypervisorRig extends AutoCloseable {

    /** A bridge over the rig's place. Asked again, another one over the same place, as after a restart. */
    Hypervisor open();

    /** A small guest without devices, which boots, reports, and obeys requests to shut down and reboot. */
    DomainSpec guest(VmId vm);

    /** A fresh medium with nothing on it. */
    Medium blankDisk();

    /** A medium that is not there. */
    Medium missingDisk();

    /** Makes the missing medium be there. */
    void supply(Medium missing);

    /** Where NICs can be attached. */
    Nic.Attachment network();

    /** The guest switches itself off. */
    void powerOffFromInside(VmId vm);

    /** The guest's kernel gives up. */
    void crashFromInside(VmId vm);

    /** What runs the guest is killed, and its bridge is not asked. */
    void killBehindTheBack(VmId vm);

    /** What the guest's console has said that nobody has read; empty where that cannot be known. */
    default String wordsOf(VmId vm) {
        return "";
    }

    /** How many guests there is room for at once. */
    default int crowd() {
        return 20;
    }

    /** How long anything a guest does may take. */
    Duration patience();

    /** Removes all the rig made, also guests that still run. */
    @Override
    void close();
}
