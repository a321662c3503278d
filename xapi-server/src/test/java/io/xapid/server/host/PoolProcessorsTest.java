package io.xapid.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.host.Host;
import io.xapid.model.store.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolProcessorsTest {
    @Test
    void aHostAloneIsThePool() {
        Map<String, String> info = Map.of(
                "vendor",
                "AuthenticAMD",
                "cpu_count",
                "8",
                "socket_count",
                "1",
                "features",
                "178bfbff",
                "flags",
                "fpu");

        assertThat(of(List.of(info)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "vendor", "AuthenticAMD", "cpu_count", "8", "socket_count", "1", "features", "178bfbff"));
    }

    @Test
    void onlyWhatAllHaveIsThePools() {
        assertThat(of(List.of(
                        Map.of("vendor", "AuthenticAMD", "cpu_count", "8", "features_hvm", "00000007-00000005"),
                        Map.of(
                                "vendor",
                                "AuthenticAMD",
                                "cpu_count",
                                "4",
                                "features_hvm",
                                "0000000c-00000006-00000001"))))
                .containsEntry("cpu_count", "12")
                .containsEntry("vendor", "AuthenticAMD")
                .containsEntry("features_hvm", "00000004-00000004");
    }

    @Test
    void whatAHostDoesNotTellIsNobodys() {
        assertThat(of(List.of(
                        Map.of("vendor", "AuthenticAMD", "cpu_count", "many", "features_pv", "00000007"),
                        Map.of("vendor", "GenuineIntel", "cpu_count", "4", "features_pv", "all of them"),
                        Map.of())))
                .containsExactlyInAnyOrderEntriesOf(Map.of("vendor", "", "cpu_count", "4", "socket_count", "0"));
    }

    private static Map<String, String> of(List<Map<String, String>> infos) {
        return PoolProcessors.of(infos.stream()
                .map(info -> Row.of(Host.CLASS, Map.of(Host.CPU_INFO, info)))
                .toList());
    }
}
