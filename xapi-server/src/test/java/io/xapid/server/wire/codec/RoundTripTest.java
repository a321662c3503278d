package io.xapid.server.wire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.xapid.model.meta.XenType;
import io.xapid.server.api.DerivedValues;
import io.xapid.server.api.Reply;
import io.xapid.server.api.UntypedResult;
import io.xapid.server.api.WireCall.WireNil;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random values go out and come back. Where it fails, the seed tells how to repeat it. */
class RoundTripTest {
    private static final int ROUNDS = 2_000;

    private final XmlCodec xml = new XmlCodec(CallLimits.DEFAULT, new RenderingCache(0), DerivedValues.none());
    private final JsonCodec json = new JsonCodec(CallLimits.DEFAULT, new RenderingCache(0), DerivedValues.none());

    @Test
    void xmlReadsWhatXmlWrites() throws MalformedCallException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            Object value = value(random, 4);
            String written = xml.valueText(XenType.VOID, new UntypedResult(value), Fixture.EMPTY);
            String call = "<methodCall><methodName>m</methodName><params><param>" + written
                    + "</param></params></methodCall>";
            assertThat(Fixture.read(xml, call).call().parameters())
                    .as("seed %d round %d", seed, i)
                    .containsExactly(value);
        }
    }

    @Test
    void jsonReadsWhatJsonWrites() throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var mapper = new ObjectMapper();
        for (int i = 0; i < ROUNDS; i++) {
            Object value = value(random, 4);
            DecodedCall carrier = Fixture.read(json, "{\"method\":\"m\",\"params\":[],\"id\":1}");
            String answer = Fixture.text(
                    carrier.answer(new Reply.Success(XenType.VOID, new UntypedResult(value), Fixture.EMPTY)));
            String result = mapper.readTree(answer).get("result").toString();
            assertThat(Fixture.read(json, "{\"method\":\"m\",\"params\":[" + result + "],\"id\":1}")
                            .call()
                            .parameters())
                    .as("seed %d round %d", seed, i)
                    .containsExactly(value);
        }
    }

    @Test
    void neitherIsUpsetByNoise() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        byte[] goodXml = Fixture.XML_CALL.getBytes(UTF_8);
        byte[] goodJson = Fixture.JSON_CALL.getBytes(UTF_8);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            read += survives(xml, noisy(goodXml, random), seed) ? 1 : 0;
            read += survives(json, noisy(goodJson, random), seed) ? 1 : 0;
        }
        assertThat(read).as("some noise does no harm").isPositive();
    }

    private static boolean survives(CallCodec codec, byte[] body, long seed) {
        try {
            DecodedCall call = codec.read(body, body.length, Fixture.CALLER);
            call.answer(call.refusal().orElse(new Reply.Failed(List.of("X"))));
            return true;
        } catch (MalformedCallException e) {
            return false;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + new String(body, UTF_8), e);
        }
    }

    private static byte[] noisy(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int flips = 1 + random.nextInt(5); flips > 0; flips--) {
            int at = random.nextInt(bytes.length);
            if (random.nextBoolean()) {
                bytes[at] = (byte) random.nextInt(256);
            } else {
                int from = random.nextInt(bytes.length);
                int size = random.nextInt(Math.min(bytes.length - at, bytes.length - from));
                System.arraycopy(good, from, bytes, at, size);
            }
        }
        return bytes;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> text(random);
            case 1 -> random.nextLong();
            case 2 -> random.nextInt(1_000_000) / 64.0 + 0.5 / 64;
            case 3 -> random.nextBoolean();
            case 4 -> WireNil.NIL;
            case 5 -> "";
            case 6 -> {
                var list = new ArrayList<Object>();
                for (int n = random.nextInt(5); n > 0; n--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
            default -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (int n = random.nextInt(5); n > 0; n--) {
                    map.put(text(random), value(random, depth - 1));
                }
                yield map;
            }
        };
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int n = random.nextInt(30); n > 0; n--) {
            int c =
                    switch (random.nextInt(5)) {
                        case 0 -> "<>&\"'\\/]\t\n ".charAt(random.nextInt(11));
                        case 1 -> 0x80 + random.nextInt(0x700);
                        case 2 -> 0x1F300 + random.nextInt(0x200);
                        case 3 -> 0x4E00 + random.nextInt(0x1000);
                        default -> ' ' + random.nextInt(95);
                    };
            text.appendCodePoint(c);
        }
        return text.toString();
    }
}
