package io.xapid.network.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.network.NetworkBackend;
import io.xapid.network.host.HostInterfaces;
import io.xapid.network.host.IpTool;
import io.xapid.network.host.Namespace;
import io.xapid.network.host.PciNames;
import io.xapid.network.host.SystemFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

class NetworkBackendsTest {
    @Test
    @EnabledIf(value = "io.xapid.network.host.Namespace#isRoot", disabledReason = "bridges take root to be made")
    void takesBridgesWhereTheyCanBeMadeAndLeavesNoTrialBehind() {
        try (var namespace = new Namespace()) {
            NetworkBackend backend = NetworkBackends.detect(namespace.ip(), namespace.interfaces());

            assertThat(backend.capabilities().bridging()).isTrue();
            assertThat(backend.state().bridges()).isEmpty();
            assertThat(backend.state().interfaces()).allMatch(link -> !link.ours());
        }
    }

    @Test
    void fallsBackToUserModeAndSaysWhy() {
        var broken = new IpTool(Path.of("/bin/false"), Optional.empty());
        Path nowhere = Path.of("/nonexistent");
        var interfaces = new HostInterfaces(broken, new SystemFiles(nowhere, nowhere, new PciNames(List.of())));

        NetworkBackend backend = NetworkBackends.detect(broken, interfaces);

        assertThat(backend.capabilities().bridging()).isFalse();
        assertThat(backend.capabilities().name()).isEqualTo("user");
        assertThat(backend.capabilities().remark())
                .contains("nobody reaches them")
                .contains("exit code 1");
    }

    @Test
    void fallsBackToUserModeWithoutTheTool() {
        var missing = new IpTool(Path.of("/nonexistent/ip"), Optional.empty());
        Path nowhere = Path.of("/nonexistent");
        var interfaces = new HostInterfaces(missing, new SystemFiles(nowhere, nowhere, new PciNames(List.of())));

        assertThat(NetworkBackends.detect(missing, interfaces).capabilities().remark())
                .contains("/nonexistent/ip cannot be started");
    }
}
