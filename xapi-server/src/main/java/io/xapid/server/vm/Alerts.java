package io.xapid.server.vm;

import io.xapid.model.event.MessageSubject;
import io.xapid.model.event.PoolMessage;
import io.xapid.model.meta.Field;
import io.xapid.model.store.Row;
import io.xapid.model.store.Transaction;
import io.xapid.model.vm.Vm;
import java.util.Map;

/** Messages that tell operators what has happened to guests. */
enum Alerts {
    VM_STARTED(5),
    VM_SHUTDOWN(5),
    VM_REBOOTED(5),
    VM_PAUSED(5),
    VM_UNPAUSED(5),
    VM_CLONED(5),
    VM_CRASHED(2);

    private final long priority;

    Alerts(long priority) {
        this.priority = priority;
    }

    /** Raises it about a VM. */
    void raise(Transaction transaction, Row<Vm> vm, String body) {
        transaction.insert(
                PoolMessage.CLASS,
                Map.<Field<PoolMessage, ?>, Object>of(
                        PoolMessage.NAME,
                        name(),
                        PoolMessage.PRIORITY,
                        priority,
                        PoolMessage.BODY,
                        body,
                        PoolMessage.TIMESTAMP,
                        transaction.now(),
                        PoolMessage.CLS,
                        MessageSubject.VM,
                        PoolMessage.OBJ_UUID,
                        vm.get(Vm.UUID)));
    }
}
