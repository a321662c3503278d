package io.xapid.server.api;

import io.xapid.model.event.MessageSubject;
import io.xapid.model.event.PoolMessage;
import io.xapid.model.event.PoolMessageMessages;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.CallFailure;
import io.xapid.model.meta.ClassDef;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Values;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.store.Store;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Alerts as clients raise, read and delete them. */
@NeverBlocks
public final class AlertService implements PoolMessageMessages {
    private static final String CLASS_NAME = PoolMessage.CLASS.name();

    private final Store store;

    public AlertService(Store store) {
        this.store = store;
    }

    @Override
    public CompletionStage<Ref<PoolMessage>> create(
            Call call, String name, long priority, MessageSubject cls, String objUuid, String body) {
        String legalName = (String) LegalText.cut(name);
        String legalBody = (String) LegalText.cut(body);
        return store.transact(transaction -> {
            if (!exists(transaction.view(), cls, objUuid)) {
                throw new CallFailure.UuidInvalid(cls.wireName(), objUuid);
            }
            return Alerts.raise(transaction, legalName, priority, cls, objUuid, legalBody);
        });
    }

    @Override
    public CompletionStage<Void> destroy(Call call, Ref<PoolMessage> self) {
        return destroyMany(call, List.of(self));
    }

    /** All of them, or, when one is not there, none. */
    @Override
    public CompletionStage<Void> destroyMany(Call call, List<Ref<PoolMessage>> messages) {
        return store.transact(transaction -> {
                    for (Ref<PoolMessage> ref : messages) {
                        if (transaction.get(PoolMessage.CLASS, ref) == null) {
                            throw new CallFailure.HandleInvalid(CLASS_NAME, ref.value());
                        }
                        transaction.delete(PoolMessage.CLASS, ref);
                    }
                    return true;
                })
                .thenCompose(done -> Stages.done());
    }

    /** Filters name fields and the text that each must hold. None at all means every alert. */
    @Override
    public CompletionStage<Void> destroyAll(Call call, Map<String, String> filters) {
        var wanted = new LinkedHashMap<Field<PoolMessage, ?>, String>();
        filters.forEach((name, value) -> wanted.put(
                PoolMessage.CLASS.field(name).orElseThrow(() -> new CallFailure.InvalidValue("filters", name)), value));
        return store.transact(transaction -> {
                    List<Row<PoolMessage>> all =
                            List.copyOf(transaction.table(PoolMessage.CLASS).rows());
                    for (Row<PoolMessage> row : all) {
                        if (wanted.entrySet().stream().allMatch(filter -> holds(row, filter))) {
                            transaction.delete(PoolMessage.CLASS, row.ref());
                        }
                    }
                    return true;
                })
                .thenCompose(done -> Stages.done());
    }

    @Override
    public CompletionStage<Map<Ref<PoolMessage>, Values<PoolMessage>>> get(
            Call call, MessageSubject cls, String objUuid, Instant since) {
        return records(row -> row.get(PoolMessage.CLS) == cls
                && row.get(PoolMessage.OBJ_UUID).equals(objUuid)
                && row.get(PoolMessage.TIMESTAMP).isAfter(since));
    }

    @Override
    public CompletionStage<List<Ref<PoolMessage>>> getAll(Call call) {
        return Stages.of(all().stream().map(Row::ref).toList());
    }

    @Override
    public CompletionStage<Map<Ref<PoolMessage>, Values<PoolMessage>>> getSince(Call call, Instant since) {
        return records(row -> row.get(PoolMessage.TIMESTAMP).isAfter(since));
    }

    @Override
    public CompletionStage<Values<PoolMessage>> getRecord(Call call, Ref<PoolMessage> self) {
        Row<PoolMessage> row = store.snapshot().get(PoolMessage.CLASS, self);
        if (row == null) {
            throw new CallFailure.HandleInvalid(CLASS_NAME, self.value());
        }
        return Stages.of(row);
    }

    @Override
    public CompletionStage<Ref<PoolMessage>> getByUuid(Call call, String uuid) {
        return Stages.of(store.snapshot()
                .table(PoolMessage.CLASS)
                .findByUuid(uuid)
                .map(Row::ref)
                .orElseThrow(() -> new CallFailure.UuidInvalid(CLASS_NAME, uuid)));
    }

    @Override
    public CompletionStage<Map<Ref<PoolMessage>, Values<PoolMessage>>> getAllRecords(Call call) {
        return records(row -> true);
    }

    @Override
    public CompletionStage<Map<Ref<PoolMessage>, Values<PoolMessage>>> getAllRecordsWhere(Call call, String expr) {
        return records(Filter.parse(PoolMessage.CLASS, expr, Row::get)::accepts);
    }

    private Collection<Row<PoolMessage>> all() {
        return store.snapshot().table(PoolMessage.CLASS).rows();
    }

    private CompletionStage<Map<Ref<PoolMessage>, Values<PoolMessage>>> records(Predicate<Row<PoolMessage>> wanted) {
        var records = new LinkedHashMap<Ref<PoolMessage>, Values<PoolMessage>>();
        all().stream().filter(wanted).forEach(row -> records.put(row.ref(), row));
        return Stages.of(records);
    }

    private static boolean holds(Row<PoolMessage> row, Map.Entry<Field<PoolMessage, ?>, String> filter) {
        Field<PoolMessage, ?> field = filter.getKey();
        return StoredText.of(field.type(), row.get(field)).equals(filter.getValue());
    }

    /** The kinds of objects are named as their classes are, but for two that alerts write with a capital. */
    private static boolean exists(Snapshot state, MessageSubject kind, String uuid) {
        String className =
                switch (kind) {
                    case HOST -> "host";
                    case POOL -> "pool";
                    default -> kind.wireName();
                };
        Optional<ClassDef<?>> definition = state.schema().stored(className);
        return definition.isPresent()
                && state.table(definition.get()).findByUuid(uuid).isPresent();
    }
}
