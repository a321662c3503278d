package io.xapid.server.wire.codec;

import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Values;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.server.api.DerivedValues;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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
            Rendering rendering = renderingFor(row, state);
            Rendering.Form kept = rendering.in(format.form());
            (kept == null ? render(out, rendering, state, false) : kept).shareRecord(out);
        } else {
            writeAfresh(out, record, state);
        }
    }

    /** Writes the record as the snapshot of an event, which many clients will want: it is kept if that is possible. */
    void writeForMany(ChunkBuffer out, Row<?> row, Snapshot state) {
        Rendering rendering = renderingFor(row, state);
        Rendering.Form kept = rendering.in(format.form());
        (kept == null ? render(out, rendering, state, true) : kept).shareRecord(out);
    }

    /** Writes the record as a member of a map, under the row's reference. */
    void writeMember(ChunkBuffer out, Row<?> row, Snapshot state) {
        Rendering rendering = renderingFor(row, state);
        Rendering.Form kept = rendering.in(format.form());
        if (kept != null) {
            kept.shareMember(out);
            return;
        }
        Rendering.Form made = render(out, rendering, state, false);
        if (rendering.in(format.form()) == made) {
            made.shareMember(out);
        } else {
            made.ownMember(out, () -> encode(new ChunkBuffer(), rendering, state));
        }
    }

    /** What is kept with the row if it holds in that state, else a new one that nobody keeps yet. */
    private Rendering renderingFor(Row<?> row, Snapshot state) {
        RecordLayout layout = layoutOf(row.definition());
        if (row.rendering() instanceof Rendering rendering && rendering.holdsIn(state, layout, derived)) {
            cache.used(rendering);
            return rendering;
        }
        var view = new DerivedValues.View(state);
        List<Object> computed = layout.compute(row, derived, view);
        return new Rendering(row, computed, Rendering.Basis.of(state, view));
    }

    private Rendering.Form render(ChunkBuffer answer, Rendering rendering, Snapshot state, boolean forMany) {
        Rendering.Form form = encode(answer, rendering, state);
        cache.keep(rendering, format.form(), form, forMany);
        return form;
    }

    private Rendering.Form encode(ChunkBuffer answer, Rendering rendering, Snapshot state) {
        Row<?> row = rendering.row();
        RecordLayout layout = layoutOf(row.definition());
        ChunkBuffer out = answer.scratch(layout.usualSize() + layout.usualSize() / 4);
        format.openMember(out, row.ref().value());
        int from = Math.toIntExact(out.length());
        layout.write(out, row, rendering.computed(), format, values, state);
        int to = Math.toIntExact(out.length());
        format.closeMember(out);
        var form = new Rendering.Form(out.takeBytes(), from, to);
        layout.sawSize(form.size());
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
