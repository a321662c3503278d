package io.xapid.hypervisor.xen.store;

import io.xapid.hypervisor.xen.store.XenstoreException.Kind;
import java.time.Duration;

/** The tree within one transaction, which belongs to one connection. */
final class TransactionView extends StoreView {
    private static final String COMMIT = "T";
    private static final String ABANDON = "F";

    private final Connection connection;
    private final Duration deadline;
    private final int number;

    /** @param number as xenstored gave it */
    TransactionView(Connection connection, Duration deadline, String number) {
        this.connection = connection;
        this.deadline = deadline;
        try {
            this.number = Integer.parseUnsignedInt(number);
        } catch (NumberFormatException e) {
            throw new XenstoreException(Kind.FAILED, "xenstore gave a transaction a number that is none");
        }
    }

    @Override
    Packet ask(int kind, byte[] payload, String what) {
        return connection.ask(kind, number, payload, deadline, what);
    }

    void commit() {
        ask(Packet.TRANSACTION_END, Packet.texts(COMMIT), "end a transaction");
    }

    /** Ends it without effect; if that fails too, the connection's end does it. */
    void abandon(Throwable why) {
        try {
            ask(Packet.TRANSACTION_END, Packet.texts(ABANDON), "abandon a transaction");
        } catch (XenstoreException e) {
            why.addSuppressed(e);
        }
    }
}
