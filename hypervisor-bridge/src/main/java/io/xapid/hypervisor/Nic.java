package io.xapid.hypervisor;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A network interface of a guest.
 *
 * @param slot position, from 0; no two NICs of a guest share one
 * @param mac six bytes in hexadecimal with colons between; kept in lower case
 * @param mtu largest packet in bytes
 * @param attachment where its packets go
 * @param model how the guest sees it
 */
public record Nic(int slot, String mac, int mtu, Attachment attachment, Model model) {

    /** One more than the highest slot. */
    public static final int SLOTS = 16;

    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
    private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9_.-]{1,15}");

    public Nic {
        mac = mac.toLowerCase(Locale.ROOT);
        if (slot < 0 || slot >= SLOTS) {
            throw new IllegalArgumentException("no NIC slot " + slot);
        }
        if (!MAC.matcher(mac).matches()) {
            throw new IllegalArgumentException("not a MAC address");
        }
        if (mtu < 68 || mtu > 65_535) {
            throw new IllegalArgumentException("no such MTU: " + mtu);
        }
    }

    /** A fast NIC with the usual MTU. */
    public static Nic of(int slot, String mac, Attachment attachment) {
        return new Nic(slot, mac, 1500, attachment, Model.PARAVIRTUAL);
    }

    /** Where a NIC's packets go. */
    public sealed interface Attachment {

        /** Into a Linux bridge of the host, through a tap that the hypervisor makes and that goes with the NIC. */
        record Bridge(String name) implements Attachment {
            public Bridge {
                checkInterface(name);
            }
        }

        /** Into a tap that someone else made and takes away. */
        record Tap(String name) implements Attachment {
            public Tap {
                checkInterface(name);
            }
        }

        /** To the outside through the hypervisor's own sockets; needs no privilege, reaches no other guest.
         * The guest can reach what listens on the host's loopback address. */
        record UserMode() implements Attachment {}
    }

    /** How the guest sees a NIC. */
    public enum Model {
        /** Fast; the guest needs a driver made for virtual machines. */
        PARAVIRTUAL,
        /** As an old, well-known card that every guest can drive. */
        EMULATED
    }

    private static void checkInterface(String name) {
        if (!INTERFACE.matcher(name).matches() || name.startsWith("-") || name.startsWith(".")) {
            throw new IllegalArgumentException("not the name of a network interface");
        }
    }
}
