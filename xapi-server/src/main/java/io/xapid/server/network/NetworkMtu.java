package io.xapid.server.network;

import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.Field;
import io.xapid.model.network.Network;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.server.api.Setter;

/** Sets a network's MTU, if bridges can have it. Interfaces that are plugged keep theirs until they are plugged anew. */
final class NetworkMtu implements Setter<Network, Long> {
    private static final long SMALLEST = 68;
    private static final long LARGEST = 65_521;

    /** @throws CallFailure.InvalidValue when no bridge can have it */
    static void check(long bytes) {
        if (bytes < SMALLEST || bytes > LARGEST) {
            throw new CallFailure.InvalidValue("MTU", String.valueOf(bytes));
        }
    }

    @Override
    public Field<Network, Long> field() {
        return Network.MTU;
    }

    @Override
    public void set(Transaction transaction, Call call, Row<Network> row, Long value) {
        check(value);
        transaction.set(Network.CLASS, row.ref(), Network.MTU, value);
    }
}
