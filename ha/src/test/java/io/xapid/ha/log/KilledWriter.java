package io.xapid.ha.log;

import io.xapid.model.pool.Secret;
import io.xapid.model.store.Schema;
import io.xapid.model.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Writes numbered objects through a store until it is killed, and prints each once it is acknowledged. */
final class KilledWriter {
    static final Schema SCHEMA = new Schema(List.of(Secret.CLASS));
    private static final int WRITERS = 4;
    private static final int IMAGE_EVERY = 50;

    private KilledWriter() {}

    @SuppressWarnings("SystemOut") // the parent reads it
    public static void main(String[] arguments) {
        var store = new Store(SCHEMA, new LocalLog(Path.of(arguments[0])), Clock.systemUTC());
        var acknowledged = new AtomicLong();
        System.out.println("open " + store.snapshot().index());
        for (int w = 0; w < WRITERS; w++) {
            String writer = arguments[1] + "-" + w;
            new Thread(() -> {
                        for (long n = 1; ; n++) {
                            String value = writer + " " + n;
                            store.transact(tx -> tx.insert(Secret.CLASS, Map.of(Secret.VALUE, value)))
                                    .join();
                            System.out.println("ack " + value);
                            if (acknowledged.incrementAndGet() % IMAGE_EVERY == 0) {
                                store.keepImage();
                            }
                        }
                    })
                    .start();
        }
    }
}
