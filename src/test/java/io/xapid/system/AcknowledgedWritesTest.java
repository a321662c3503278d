package io.xapid.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was acknowledged is there after a kill, in order; sessions live on, and event tokens still mean what they meant.
 *
 * <p>The number of rounds is the system property {@code xapid.torture.rounds}; the seed, which is printed, can be given as
 * {@code xapid.torture.seed}..
 */
class AcknowledgedWritesTest {
    @TempDir
    Path scratch;

    @Test
    void surviveBeingKilledAtAnyMoment() throws Exception {
        int rounds = Integer.getInteger("xapid.torture.rounds", 50);
        long seed = Long.getLong("xapid.torture.seed", System.nanoTime());
        System.out.println("torture: " + rounds + " rounds, seed " + seed);
        try (var torture = new Torture(scratch.resolve("state"), seed, killed -> {})) {
            while (torture.rounds() < rounds) {
                torture.round();
            }
            System.out.println("torture: " + torture.writes() + " acknowledged writes, all there");
            assertThat(torture.writes()).isGreaterThan(rounds);
        }
    }
}
