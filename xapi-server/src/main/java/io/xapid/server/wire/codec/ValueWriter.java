package io.xapid.server.wire.codec;

import io.xapid.model.meta.OwnForm;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Values;
import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenType;
import io.xapid.model.store.Row;
import io.xapid.model.store.Schema;
import io.xapid.model.store.Snapshot;
import io.xapid.server.api.DerivedValues;
import io.xapid.server.api.UntypedResult;
import io.xapid.server.api.WireCall.WireDate;
import io.xapid.server.api.WireCall.WireNil;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes values of the API's types in one form. */
final class ValueWriter {
    private static final Snapshot NO_STATE = Snapshot.empty(new Schema(List.of()));

    private final WireFormat format;
    private final RecordWriter records;
    private final EventWriter events;

    ValueWriter(WireFormat format, RenderingCache cache, DerivedValues derived) {
        this.format = format;
        this.records = new RecordWriter(format, this, cache, derived);
        this.events = new EventWriter(format, records);
    }

    /** @param value as {@link XenType} says; null for a message without result */
    void write(ChunkBuffer out, XenType<?> type, @Nullable Object value, Snapshot state) {
        if (value instanceof OwnForm<?> own) {
            writeOwnForm(out, own, state);
            return;
        }
        if (value == null) {
            format.nothing(out);
            return;
        }
        switch (type.kind()) {
            case STRING -> format.string(out, (String) value);
            case INT -> format.integer(out, (Long) value);
            case FLOAT -> format.number(out, (Double) value);
            case BOOL -> format.bool(out, (Boolean) value);
            case DATETIME -> format.date(out, (Instant) value);
            case ENUM, REF -> format.string(out, word(value));
            case SET -> set(out, ((XenType.SetOf<?>) type).element(), (Collection<?>) value, state);
            case MAP -> map(out, (XenType.MapOf<?, ?>) type, value, state);
            case RECORD -> records.write(out, (Values<?>) value, state);
            case OPTION -> option(out, ((XenType.OptionOf<?>) type).element(), (Optional<?>) value, state);
            case VOID -> format.nothing(out);
        }
    }

    /** Writes a value that holds no records. */
    void writeStateless(ChunkBuffer out, XenType<?> type, Object value) {
        write(out, type, value, NO_STATE);
    }

    private void set(ChunkBuffer out, XenType<?> element, Collection<?> elements, Snapshot state) {
        format.openSet(out);
        boolean first = true;
        for (Object each : elements) {
            if (!first) {
                format.nextElement(out);
            }
            first = false;
            write(out, element, each, state);
        }
        format.closeSet(out);
    }

    private void map(ChunkBuffer out, XenType.MapOf<?, ?> type, Object value, Snapshot state) {
        format.openStruct(out);
        boolean first = true;
        if (value instanceof Collection<?> rows) {
            for (Object row : rows) {
                if (!first) {
                    format.nextMember(out);
                }
                first = false;
                records.writeMember(out, (Row<?>) row, state);
            }
        } else {
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                if (!first) {
                    format.nextMember(out);
                }
                first = false;
                member(out, type, entry.getKey(), entry.getValue(), state);
            }
        }
        format.closeStruct(out);
    }

    private void member(ChunkBuffer out, XenType.MapOf<?, ?> type, Object key, Object value, Snapshot state) {
        if (value instanceof Row<?> row && row.ref().equals(key)) {
            records.writeMember(out, row, state);
            return;
        }
        format.openMember(out, word(key));
        write(out, type.value(), value, state);
        format.closeMember(out);
    }

    private void option(ChunkBuffer out, XenType<?> element, Optional<?> value, Snapshot state) {
        if (value.isPresent()) {
            write(out, element, value.get(), state);
        } else {
            format.nil(out); // as a member it would have been left out
        }
    }

    private void writeOwnForm(ChunkBuffer out, OwnForm<?> own, Snapshot state) {
        if (own instanceof UntypedResult untyped) {
            untyped(out, untyped.value());
        } else {
            events.write(out, own, state);
        }
    }

    private void untyped(ChunkBuffer out, Object value) {
        if (value instanceof String text) {
            format.string(out, text);
        } else if (value instanceof Long number) {
            format.nativeInteger(out, number);
        } else if (value instanceof Double number) {
            format.number(out, number);
        } else if (value instanceof Boolean bool) {
            format.bool(out, bool);
        } else if (value instanceof WireDate date) {
            format.string(out, date.text());
        } else if (value instanceof WireNil) {
            format.nil(out);
        } else if (value instanceof List<?> list) {
            untypedList(out, list);
        } else if (value instanceof Map<?, ?> map) {
            untypedMap(out, map);
        } else {
            throw new IllegalArgumentException("no wire form for " + value.getClass());
        }
    }

    private void untypedList(ChunkBuffer out, List<?> list) {
        format.openSet(out);
        boolean first = true;
        for (Object element : list) {
            if (!first) {
                format.nextElement(out);
            }
            first = false;
            untyped(out, element);
        }
        format.closeSet(out);
    }

    private void untypedMap(ChunkBuffer out, Map<?, ?> map) {
        format.openStruct(out);
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) {
                format.nextMember(out);
            }
            first = false;
            format.openMember(out, entry.getKey().toString());
            untyped(out, entry.getValue());
            format.closeMember(out);
        }
        format.closeStruct(out);
    }

    /** How references, enumerations and keys of maps look as text. */
    private static String word(Object value) {
        if (value instanceof Ref<?> ref) {
            return ref.value();
        }
        return value instanceof WireEnum constant ? constant.wireName() : value.toString();
    }
}
