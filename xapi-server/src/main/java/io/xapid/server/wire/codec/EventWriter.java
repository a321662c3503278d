package io.xapid.server.wire.codec;

import io.xapid.model.meta.OwnForm;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.server.event.EventBatch;
import io.xapid.server.event.EventList;
import io.xapid.server.event.WireEvent;
import java.util.List;
import java.util.Map;

/** Writes the answers of event calls; the snapshots' bytes are shared by all who ask. */
final class EventWriter {
    private final WireFormat format;
    private final RecordWriter records;

    EventWriter(WireFormat format, RecordWriter records) {
        this.format = format;
        this.records = records;
    }

    void write(ChunkBuffer out, OwnForm<?> answer, Snapshot state) {
        if (answer instanceof EventBatch batch) {
            batch(out, batch, state);
        } else if (answer instanceof EventList list) {
            events(out, list.events(), state);
        } else {
            throw new IllegalArgumentException("no wire form for " + answer.getClass());
        }
    }

    private void batch(ChunkBuffer out, EventBatch batch, Snapshot state) {
        format.openStruct(out);
        format.openMember(out, "events");
        events(out, batch.events(), state);
        format.closeMember(out);
        format.nextMember(out);
        format.openMember(out, "valid_ref_counts");
        counts(out, batch.validRefCounts());
        format.closeMember(out);
        format.nextMember(out);
        string(out, "token", batch.token());
        format.closeStruct(out);
    }

    private void counts(ChunkBuffer out, Map<String, Integer> counts) {
        format.openStruct(out);
        boolean first = true;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            if (!first) {
                format.nextMember(out);
            }
            first = false;
            format.openMember(out, entry.getKey());
            format.nativeInteger(out, entry.getValue());
            format.closeMember(out);
        }
        format.closeStruct(out);
    }

    private void events(ChunkBuffer out, List<WireEvent> events, Snapshot state) {
        format.openSet(out);
        boolean first = true;
        for (WireEvent event : events) {
            if (!first) {
                format.nextElement(out);
            }
            first = false;
            event(out, event, state);
        }
        format.closeSet(out);
    }

    private void event(ChunkBuffer out, WireEvent event, Snapshot state) {
        format.openStruct(out);
        format.openMember(out, "id");
        format.integer(out, event.id());
        format.closeMember(out);
        format.nextMember(out);
        string(out, "timestamp", event.timestamp());
        format.nextMember(out);
        string(out, "class", event.className());
        format.nextMember(out);
        string(out, "operation", event.operation().wireName());
        format.nextMember(out);
        string(out, "ref", event.ref());
        Row<?> snapshot = event.snapshot();
        if (snapshot != null) {
            format.nextMember(out);
            format.openMember(out, "snapshot");
            records.writeForMany(out, snapshot, state);
            format.closeMember(out);
        }
        format.closeStruct(out);
    }

    private void string(ChunkBuffer out, String name, String text) {
        format.openMember(out, name);
        format.string(out, text);
        format.closeMember(out);
    }
}
