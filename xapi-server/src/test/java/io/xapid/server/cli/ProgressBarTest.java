package io.xapid.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final PlayedClient client = new PlayedClient(new byte[0]);
    private long now = 5;

    private final ProgressBar bar = new ProgressBar(new ThinTalk(client), () -> now);

    private String said() {
        var text = new StringBuilder();
        byte[] bytes = client.sent();
        for (int at = 0; at < bytes.length; at += 16 + text(bytes, at).length()) {
            text.append(text(bytes, at));
        }
        return text.toString();
    }

    private static String text(byte[] bytes, int at) {
        return new String(bytes, at + 16, bytes[at + 12], UTF_8); // after length, kind, tag and the text's own length
    }

    @Test
    void everyTurnPaintsOverTheOneBefore() throws IOException {
        bar.show(0);
        now += TimeUnit.SECONDS.toNanos(10);
        bar.show(0.5);
        now += TimeUnit.SECONDS.toNanos(2);
        bar.show(1);
        bar.end(true);
        assertThat(said())
                .isEqualTo("\r[-] >" + " ".repeat(56) + "(  0% ETA --:--:--)"
                        + "\r[\\] " + "#".repeat(28) + ">" + " ".repeat(28) + "( 50% ETA 00:00:10)"
                        + "\r[|] " + "#".repeat(56) + ">(100% ETA 00:00:00)"
                        + "\nTotal time: 00:00:12\n");
        assertThat(said().split("\r")[1]).hasSize(80);
    }

    @Test
    void whatFailedHasNoTotal() throws IOException {
        bar.show(0.1);
        bar.end(false);
        assertThat(said()).endsWith(")\n").doesNotContain("Total");
    }

    @Test
    void numbersThatAreNoneAreShownAsTheNearerEnd() throws IOException {
        bar.show(-1);
        bar.show(Double.NaN);
        bar.show(7);
        assertThat(said().split("\r"))
                .satisfiesExactly(
                        nothing -> assertThat(nothing).isEmpty(),
                        one -> assertThat(one).contains("(  0%"),
                        two -> assertThat(two).contains("(  0%"),
                        three -> assertThat(three).contains("(100%"));
    }

    @Test
    void whatIsNeverShownIsNeverLeft() throws IOException {
        bar.end(true);
        assertThat(client.sent()).isEmpty();
    }
}
