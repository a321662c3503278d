package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.ConsoleEndpoints;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import io.xapid.model.vm.Console;
import io.xapid.model.vm.ConsoleProtocol;
import io.xapid.model.vm.Vm;
import io.xapid.server.api.ApiKit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsoleRowsTest {
    private static final ConsoleEndpoints BOTH =
            new ConsoleEndpoints(Optional.of(Path.of("/vnc")), Optional.of(Path.of("/serial")), Optional.empty());
    private static final ConsoleEndpoints SCREEN =
            new ConsoleEndpoints(Optional.of(Path.of("/vnc")), Optional.empty(), Optional.empty());

    private final ApiKit api = new ApiKit();
    private final Ref<Vm> vm = api.have(Vm.CLASS, Map.of(Vm.NAME_LABEL, "guest"));

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void leadToTheHostsAddressAndToTheUsualPortWithoutNamingIt() {
        address("192.0.2.1");
        appear(443, BOTH);

        assertThat(consoles())
                .extracting(row -> row.get(Console.PROTOCOL))
                .containsExactlyInAnyOrder(ConsoleProtocol.RFB, ConsoleProtocol.VT100);
        assertThat(consoles())
                .allSatisfy(row -> assertThat(row.get(Console.LOCATION))
                        .isEqualTo("https://192.0.2.1/console?uuid=" + row.get(Console.UUID)));
    }

    @Test
    void nameAnyOtherPortAndBracketIpv6() {
        address("2001:db8::1");
        appear(8443, SCREEN);

        Row<Console> screen = consoles().get(0);
        assertThat(screen.get(Console.LOCATION))
                .isEqualTo("https://[2001:db8::1]:8443/console?uuid=" + screen.get(Console.UUID));
    }

    @Test
    void stayTheSameAndFollowTheHostWhereItIsReachedNow() {
        address("192.0.2.1");
        appear(8443, SCREEN);
        Row<Console> before = consoles().get(0);

        address("192.0.2.9");
        appear(9443, SCREEN);

        assertThat(consoles()).hasSize(1);
        Row<Console> after = consoles().get(0);
        assertThat(after.ref()).isEqualTo(before.ref());
        assertThat(after.get(Console.LOCATION))
                .isEqualTo("https://192.0.2.9:9443/console?uuid=" + before.get(Console.UUID));
    }

    @Test
    void goWithWhatTheyLeadTo() {
        appear(443, BOTH);
        appear(443, SCREEN);
        assertThat(consoles()).extracting(row -> row.get(Console.PROTOCOL)).containsExactly(ConsoleProtocol.RFB);

        ApiKit.get(api.store.transact(transaction -> {
            ConsoleRows.vanish(transaction, Rows.require(transaction, Vm.CLASS, vm));
            return true;
        }));
        assertThat(consoles()).isEmpty();
        assertThat(api.row(Vm.CLASS, vm).get(Vm.CONSOLES)).isEmpty();
    }

    private void address(String address) {
        api.set(Host.CLASS, ApiKit.HERE, Host.ADDRESS, address);
    }

    private void appear(int httpsPort, ConsoleEndpoints endpoints) {
        var rows = new ConsoleRows(ApiKit.HERE, httpsPort);
        ApiKit.get(api.store.transact(transaction -> {
            rows.appear(transaction, Rows.require(transaction, Vm.CLASS, vm), endpoints);
            return true;
        }));
    }

    private List<Row<Console>> consoles() {
        return List.copyOf(api.store.snapshot().table(Console.CLASS).rows());
    }
}
