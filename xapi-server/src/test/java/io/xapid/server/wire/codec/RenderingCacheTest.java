package io.xapid.server.wire.codec;

import static io.xapid.model.meta.XenType.map;
import static io.xapid.model.meta.XenType.record;
import static io.xapid.model.meta.XenType.ref;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.event.EventOperation;
import io.xapid.model.meta.Field;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.XenType;
import io.xapid.model.pool.Secret;
import io.xapid.model.store.Change;
import io.xapid.model.store.ChangeSet;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.server.api.DerivedValues;
import io.xapid.server.api.Reply;
import io.xapid.server.event.EventList;
import io.xapid.server.event.WireEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RenderingCacheTest {
    private static final XenType<?> ALL = map(ref("secret"), record("secret"));
    private static final int VALUE_BYTES = 3_000;

    @Test
    void keepsARecordAndSharesItsBytes() throws MalformedCallException {
        var cache = new RenderingCache(1 << 20);
        var codec = new XmlCodec(CallLimits.DEFAULT, cache, DerivedValues.none());
        Snapshot state = secrets(1);

        byte[] first = recordBytes(codec, state, 0);
        assertThat(cache.entries()).isEqualTo(1);
        assertThat(recordBytes(codec, state, 0)).isSameAs(first);
        assertThat(cache.usedBytes()).isBetween((long) first.length, first.length + 1000L);
    }

    @Test
    void keepsBothFormsOfARecordInOneEntry() throws MalformedCallException {
        var cache = new RenderingCache(1 << 20);
        var xml = new XmlCodec(CallLimits.DEFAULT, cache, DerivedValues.none());
        var json = new JsonCodec(CallLimits.DEFAULT, cache, DerivedValues.none());
        Snapshot state = secrets(1);

        byte[] inXml = recordBytes(xml, state, 0);
        byte[] inJson = recordBytes(json, state, 0);
        assertThat(cache.entries()).isEqualTo(1);
        assertThat(recordBytes(xml, state, 0)).isSameAs(inXml);
        assertThat(recordBytes(json, state, 0)).isSameAs(inJson);
        assertThat(cache.usedBytes()).isGreaterThan(inXml.length + inJson.length);
    }

    @Test
    void staysWithinItsBudget() throws MalformedCallException {
        var cache = new RenderingCache(100_000);
        var codec = new XmlCodec(CallLimits.DEFAULT, cache, DerivedValues.none());
        Snapshot state = secrets(200);
        for (int i = 0; i < 3; i++) {
            all(codec, state);
            assertThat(cache.usedBytes()).isBetween(60_000L, 100_000L);
        }
        assertThat(kept(state)).isEqualTo(cache.entries());
    }

    @Test
    void writesManyRecordsThatNobodyKeepsWithoutHoldingThem() throws MalformedCallException {
        var keeping = new XmlCodec(CallLimits.DEFAULT, new RenderingCache(100 << 20), DerivedValues.none());
        var codec = new XmlCodec(CallLimits.DEFAULT, new RenderingCache(0), DerivedValues.none());
        Snapshot state = secrets(4_000);
        ByteChunks answer = Fixture.read(codec, "<methodCall><methodName>m</methodName></methodCall>")
                .answer(new Reply.Success(ALL, rows(state), state));

        long held = answer.pieces().stream()
                .filter(piece -> piece instanceof ChunkBuffer.Bytes)
                .mapToLong(piece -> piece.get().remaining())
                .sum();
        assertThat(answer.length()).isGreaterThan(18_000_000);
        assertThat(held).isLessThan(6_000_000);
        assertThat(Fixture.text(answer)).contains(keeping.valueText(ALL, rows(state), state));
    }

    @Test
    void keepsNothingWithoutABudget() throws MalformedCallException {
        var cache = new RenderingCache(0);
        var codec = new XmlCodec(CallLimits.DEFAULT, cache, DerivedValues.none());
        Snapshot state = secrets(2);
        assertThat(recordBytes(codec, state, 0)).isNotSameAs(recordBytes(codec, state, 0));
        assertThat(kept(state)).isZero();
    }

    @Test
    void doesNotLetOnePassOverManyWipeOutWhatIsInUse() throws MalformedCallException {
        var cache = new RenderingCache(100_000);
        var codec = new XmlCodec(CallLimits.DEFAULT, cache, DerivedValues.none());
        Snapshot state = secrets(200);
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 10; i++) {
                recordBytes(codec, state, i);
            }
        }
        all(codec, state);
        int survived = 0;
        for (int i = 0; i < 10; i++) {
            survived += row(state, i).rendering() instanceof Rendering ? 1 : 0;
        }
        assertThat(survived).isGreaterThanOrEqualTo(8);
    }

    @Test
    void givesAPlaceToWhatIsWantedAgainAndAgain() throws MalformedCallException {
        var cache = new RenderingCache(100_000);
        var codec = new XmlCodec(CallLimits.DEFAULT, cache, DerivedValues.none());
        Snapshot state = secrets(200);
        all(codec, state);
        var wanted = new ArrayList<Integer>();
        for (int i = 0; i < 200 && wanted.size() < 10; i++) {
            if (!(row(state, i).rendering() instanceof Rendering)) {
                wanted.add(i);
            }
        }
        for (int round = 0; round < 40; round++) {
            for (int i : wanted) {
                recordBytes(codec, state, i);
            }
        }
        assertThat(wanted).allMatch(i -> row(state, i).rendering() instanceof Rendering);
    }

    @Test
    void findsAPartOfWhatIsReadOverAndOver() throws MalformedCallException {
        var cache = new RenderingCache(300_000);
        var codec = new XmlCodec(CallLimits.DEFAULT, cache, DerivedValues.none());
        Snapshot state = secrets(200);
        for (int round = 0; round < 5; round++) {
            all(codec, state);
        }
        List<Object> before = rows(state).stream().<Object>map(Row::rendering).toList();
        all(codec, state);
        List<Object> after = rows(state).stream().<Object>map(Row::rendering).toList();
        long found = 0;
        for (int i = 0; i < 200; i++) {
            found += before.get(i) instanceof Rendering && before.get(i).equals(after.get(i)) ? 1 : 0;
        }
        assertThat(found).isGreaterThan(40);
    }

    @Test
    void makesRoomForWhatManyWillWant() throws MalformedCallException {
        var cache = new RenderingCache(20_000);
        var codec = new XmlCodec(CallLimits.DEFAULT, cache, DerivedValues.none());
        Snapshot state = secrets(10);
        for (int round = 0; round < 4; round++) {
            all(codec, state);
        }
        for (int i = 0; i < 10; i++) {
            Row<Secret> row = row(state, i);
            var events = new EventList(List.of(new WireEvent(
                    1, "1.", "secret", EventOperation.MOD, row.ref().value(), row)));
            byte[] first = shared(codec, new Reply.Success(XenType.VOID, events, state));
            assertThat(shared(codec, new Reply.Success(XenType.VOID, events, state)))
                    .isSameAs(first);
        }
        assertThat(cache.usedBytes()).isLessThanOrEqualTo(20_000);
    }

    @Test
    void forgetsARowThatWasReplaced() throws MalformedCallException {
        var cache = new RenderingCache(1 << 20);
        var codec = new XmlCodec(CallLimits.DEFAULT, cache, DerivedValues.none());
        Snapshot state = secrets(1);
        Row<Secret> old = row(state, 0);
        recordBytes(codec, state, 0);
        Snapshot later = assign(state, 0, Secret.VALUE, "changed");

        cache.forget(new ChangeSet(later.index(), List.of(new ChangeSet.RowChange(old, row(later, 0)))));
        assertThat(cache.entries()).isZero();
        assertThat(cache.usedBytes()).isZero();
        assertThat(old.rendering()).isNull();
        assertThat(codec.valueText(record("secret"), row(later, 0), later)).contains("<value>changed</value>");
    }

    @Test
    void writesComputedFieldsAsTheyAreInTheStateAsked() throws MalformedCallException {
        var codec = new XmlCodec(CallLimits.DEFAULT, new RenderingCache(1 << 20), fromOther(new AtomicInteger()));
        Snapshot state = secrets(2);
        Snapshot later = assign(state, 1, Secret.UUID, "new uuid");

        for (int round = 0; round < 3; round++) {
            assertThat(codec.valueText(record("secret"), row(state, 0), state))
                    .contains("<name>value</name><value>sees u1</value>");
            assertThat(codec.valueText(record("secret"), row(later, 0), later))
                    .contains("<name>value</name><value>sees new uuid</value>");
        }
    }

    @Test
    void computesNothingWhileNothingItLookedAtHasChanged() throws MalformedCallException {
        var computed = new AtomicInteger();
        var codec = new XmlCodec(CallLimits.DEFAULT, new RenderingCache(1 << 20), fromOther(computed));
        Snapshot state = secrets(3);
        byte[] first = recordBytes(codec, state, 0);
        Snapshot later = assign(state, 2, Secret.UUID, "irrelevant");

        assertThat(recordBytes(codec, state, 0)).isSameAs(first);
        assertThat(recordBytes(codec, later, 0)).isSameAs(first);
        assertThat(computed).hasValue(1);
    }

    @Test
    void keepsTheBytesWhenAComputedFieldComesOutTheSame() throws MalformedCallException {
        var computed = new AtomicInteger();
        var codec = new XmlCodec(CallLimits.DEFAULT, new RenderingCache(1 << 20), fromOther(computed));
        Snapshot state = secrets(2);
        byte[] first = recordBytes(codec, state, 0);
        Snapshot later = assign(state, 1, Secret.VALUE, "of no effect on the uuid");

        assertThat(recordBytes(codec, later, 0)).isSameAs(first);
        assertThat(computed).hasValue(2);
        assertThat(recordBytes(codec, later, 0)).isSameAs(first);
        assertThat(computed).hasValue(2);
    }

    @Test
    void keepsRecordsTooWhoseComputationLooksAtEverything() throws MalformedCallException {
        var derived = new DerivedValues.Builder()
                .add(
                        Secret.VALUE,
                        (row, view) -> "x".repeat(VALUE_BYTES)
                                + view.whole().table(Secret.CLASS).size())
                .build();
        var codec = new XmlCodec(CallLimits.DEFAULT, new RenderingCache(1 << 20), derived);
        Snapshot state = secrets(2);
        byte[] first = recordBytes(codec, state, 0);
        Snapshot fewer = Fixture.apply(state, new Change.Delete(Secret.CLASS, refOf(1)));

        assertThat(recordBytes(codec, state, 0)).isSameAs(first);
        assertThat(codec.valueText(record("secret"), row(fewer, 0), fewer)).contains("x1</value>");
    }

    @Test
    void agreesWithItselfWhenManyUseItAtOnce() throws Exception {
        var cache = new RenderingCache(60_000);
        var codec = new XmlCodec(CallLimits.DEFAULT, cache, DerivedValues.none());
        Snapshot state = secrets(40);
        String expected = codec.valueText(ALL, rows(state), state);
        var wrong = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        for (int t = 0; t < 4; t++) {
            var thread = new Thread(() -> {
                for (int i = 0; i < 200; i++) {
                    if (!codec.valueText(ALL, rows(state), state).equals(expected)) {
                        wrong.incrementAndGet();
                    }
                    cache.forget(row(state, i % 40));
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).hasValue(0);
        assertThat(cache.usedBytes()).isBetween(0L, 60_000L);
        assertThat(kept(state)).isEqualTo(cache.entries());
        rows(state).forEach(cache::forget);
        assertThat(cache.usedBytes()).isZero();
    }

    /** The value of secret 0 tells the uuid of secret 1. */
    private static DerivedValues fromOther(AtomicInteger computed) {
        return new DerivedValues.Builder()
                .add(Secret.VALUE, (row, view) -> {
                    if (!row.ref().equals(refOf(0))) {
                        return "x".repeat(VALUE_BYTES);
                    }
                    computed.incrementAndGet();
                    return "sees " + view.require(Secret.CLASS, refOf(1)).get(Secret.UUID);
                })
                .build();
    }

    private static Snapshot secrets(int count) {
        var changes = new Change[count];
        for (int i = 0; i < count; i++) {
            changes[i] = Fixture.insert(
                    Secret.CLASS,
                    refOf(i),
                    Map.of(
                            Secret.UUID,
                            "u" + i,
                            Secret.VALUE,
                            "v".repeat(VALUE_BYTES),
                            Secret.OTHER_CONFIG,
                            Map.of("padding", "p".repeat(1500))));
        }
        return Fixture.apply(Fixture.EMPTY, changes);
    }

    private static Snapshot assign(Snapshot state, int number, Field<Secret, String> field, String value) {
        return Fixture.apply(state, new Change.Assign(Secret.CLASS, refOf(number), field, value));
    }

    private static Ref<Secret> refOf(int number) {
        return Ref.of("OpaqueRef:" + number);
    }

    private static Row<Secret> row(Snapshot state, int number) {
        return Fixture.row(state, Secret.CLASS, refOf(number));
    }

    private static List<Row<Secret>> rows(Snapshot state) {
        return List.copyOf(state.table(Secret.CLASS).rows());
    }

    private static long kept(Snapshot state) {
        return rows(state).stream()
                .filter(row -> row.rendering() instanceof Rendering)
                .count();
    }

    private static void all(CallCodec codec, Snapshot state) throws MalformedCallException {
        shared(codec, new Reply.Success(ALL, rows(state), state));
    }

    private static byte[] recordBytes(CallCodec codec, Snapshot state, int number) throws MalformedCallException {
        return shared(codec, new Reply.Success(record("secret"), row(state, number), state));
    }

    /** The array behind the largest piece of the answer. */
    @SuppressWarnings("ByteBufferBackingArray") // which array it is, is the very question
    private static byte[] shared(CallCodec codec, Reply reply) throws MalformedCallException {
        String call = codec instanceof XmlCodec
                ? "<methodCall><methodName>m</methodName></methodCall>"
                : "{\"method\":\"m\",\"params\":[],\"id\":1}";
        byte[] largest = new byte[0];
        int most = 0;
        for (var made : Fixture.read(codec, call).answer(reply).pieces()) {
            ByteBuffer piece = made.get();
            if (piece.remaining() > most) {
                most = piece.remaining();
                largest = piece.array();
            }
        }
        return largest;
    }
}
