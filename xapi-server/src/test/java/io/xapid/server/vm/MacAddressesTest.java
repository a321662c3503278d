package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressesTest {
    /** The published derivation, written down once more: other toolstacks give the same guest the same address. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 15})
    void followTheSeedAsPublished(int device) throws Exception {
        String seed = "2b8c7f0e-7a52-4c7c-9c58-0b7b4d3f7c11";
        var md5 = MessageDigest.getInstance("MD5");
        byte[] h = seed.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 2 * device + 1; i++) {
            h = md5.digest(h);
        }
        byte[] g = md5.digest(h);
        String expected = String.format(
                "%02x:%02x:%02x:%02x:%02x:%02x",
                (h[0] | 2) & 0xfe, h[1] & 0xff, h[2] & 0xff, h[3] & 0xff, g[1] & 0xff, g[2] & 0xff);

        assertThat(MacAddresses.fromSeed(seed, device)).isEqualTo(expected);
    }

    @Test
    void areDifferentForEachInterface() {
        assertThat(IntStream.range(0, 16).mapToObj(device -> MacAddresses.fromSeed("seed", device)))
                .doesNotHaveDuplicates()
                .allMatch(MacAddresses::isValid);
    }

    @Test
    void areLocalAndForOneReceiverWhenDrawn() {
        var random = new Random(1);
        assertThat(IntStream.range(0, 100).mapToObj(i -> MacAddresses.random(random)))
                .doesNotHaveDuplicates()
                .allMatch(mac -> (Integer.parseInt(mac.substring(0, 2), 16) & 3) == 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00:16:3e:00:00:01", "02:00:00:00:00:00", "FE:FF:ff:FF:ff:fF", "00:00:00:00:00:01"})
    void areTakenAsClientsWriteThem(String mac) {
        assertThat(MacAddresses.isValid(mac)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00:16:3e:00:00",
                "00:16:3e:00:00:01:02",
                "0:16:3e:00:00:01",
                "00-16-3e-00-00-01",
                "00:16:3e:00:00:0g",
                "01:00:5e:00:00:01",
                "ff:ff:ff:ff:ff:ff",
                "00:00:00:00:00:00",
                " 00:16:3e:00:00:01"
            })
    void areNotWhatNoGuestCanHave(String mac) {
        assertThat(MacAddresses.isValid(mac)).isFalse();
    }

    @Test
    void areKeptInLowerCase() {
        assertThat(MacAddresses.normalised("00:16:3E:AA:bB:01")).isEqualTo("00:16:3e:aa:bb:01");
    }
}
