package io.xapid.server.wire.codec;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Values;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.server.api.DerivedValues;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Writes records in one form, from what is kept with the row where that holds. */
final class RecordWriter {
    private final WireFormat format;
    private final ValueWriter values;
    private final RenderingCache cache;
    private final DerivedValues derived;
    private final Map<ClassDef<?>, RecordLayout> layouts = new ConcurrentHashMap<>();

    RecordWriter(WireFormat format, ValueWriter values, RenderingCache cache, DerivedValues derived) {
        this.format = format;
        this.values = values;
        this.cache = cache;
        this.derived = derived;
    }

    /** Writes the record alone. */
    void write(ChunkBuffer out, Values<?> record, Snapshot state) {
        if (record instanceof Row<?> row && !row.ref().isNull()) {
            rendered(out, row, state, false).shareRecord(out);
        } else {
            writeAfresh(out, record, state);
        }
    }

    /** Writes the record as the snapshot of an event, which many clients will want: it is kept if that is possible. */
    void writeForMany(ChunkBuffer out, Row<?> row, Snapshot state) {
        rendered(out, row, state, true).shareRecord(out);
    }

    /** Writes the record as a member of a map, under the row's reference. */
    void writeMember(ChunkBuffer out, Row<?> row, Snapshot state) {
        rendered(out, row, state, false).shareMember(out);
    }

    private Rendering.Form rendered(ChunkBuffer answer, Row<?> row, Snapshot state, boolean forMany) {
        RecordLayout layout = layoutOf(row.definition());
        Rendering valid = null;
        if (row.rendering() instanceof Rendering rendering) {
            if (rendering.holdsIn(state, layout, derived)) {
                valid = rendering;
                Rendering.Form bytes = rendering.in(format.form());
                if (bytes != null) {
                    cache.used(rendering);
                    return bytes;
                }
            }
        }
        return render(answer, row, state, layout, valid, forMany);
    }

    private Rendering.Form render(
            ChunkBuffer answer,
            Row<?> row,
            Snapshot state,
            RecordLayout layout,
            @Nullable Rendering valid,
            boolean forMany) {
        var view = new DerivedValues.View(state);
        List<Object> computed = layout.compute(row, derived, view);
        Rendering rendering = valid == null ? new Rendering(row, computed, Rendering.Basis.of(state, view)) : valid;
        ChunkBuffer out = answer.scratch(layout.usualSize() + layout.usualSize() / 4);
        format.openMember(out, row.ref().value());
        int from = Math.toIntExact(out.length());
        layout.write(out, row, computed, format, values, state);
        int to = Math.toIntExact(out.length());
        format.closeMember(out);
        var form = new Rendering.Form(out.takeBytes(), from, to);
        layout.sawSize(form.size());
        cache.keep(rendering, format.form(), form, forMany);
        return form;
    }

    private void writeAfresh(ChunkBuffer out, Values<?> record, Snapshot state) {
        RecordLayout layout = layoutOf(record.definition());
        List<Object> computed = record instanceof Row<?> row && layout.hasComputedFields()
                ? layout.compute(row, derived, new DerivedValues.View(state))
                : List.of();
        layout.write(out, record, computed, format, values, state);
    }

    private RecordLayout layoutOf(ClassDef<?> definition) {
        RecordLayout known = layouts.get(definition);
        return known != null
                ? known
                : layouts.computeIfAbsent(definition, d -> RecordLayout.of(d, format, derived, values));
    }
}
