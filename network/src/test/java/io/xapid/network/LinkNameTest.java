package io.xapid.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xapid.network.NetworkException.Kind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "xapi0", "xenbr0", "tap12.0", "eth0.100", "br-lan", "fifteen_charact"})
    void acceptsNamesThatInterfacesHave(String text) {
        assertThat(new LinkName(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "-n",
                "sixteen_characte",
                "a b",
                "a\nlink del dev eth0",
                "a;b",
                "a/b",
                "../../etc",
                "a:b",
                "eth0%d",
                "$(id)",
                "`id`",
                "bridge\u0000",
                "br\u00fccke"
            })
    void refusesWhatIsOrCouldBecomeSomethingElse(String text) {
        assertThat(LinkName.isValid(text)).isFalse();
        assertThatThrownBy(() -> new LinkName(text))
                .isInstanceOfSatisfying(
                        NetworkException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                .message()
                .as("hostile text is not repeated in logs")
                .matches("[ -~]+");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 67, 65_522, Integer.MAX_VALUE})
    void refusesMtusThatNoLinkHas(int bytes) {
        assertThatThrownBy(() -> new Mtu(bytes)).isInstanceOf(NetworkException.class);
    }

    @Test
    void refusesPlansThatContradictThemselves() {
        var bridge = new LinkName("xapi0");
        var nic = Optional.of(new LinkName("eth0"));
        var one = new BridgeSpec(bridge, Mtu.ETHERNET, nic);

        assertThatThrownBy(() -> new NetworkPlan(List.of(one, BridgeSpec.internal(bridge, Mtu.ETHERNET))))
                .isInstanceOf(NetworkException.class);
        assertThatThrownBy(
                        () -> new NetworkPlan(List.of(one, new BridgeSpec(new LinkName("xapi1"), Mtu.ETHERNET, nic))))
                .isInstanceOf(NetworkException.class);
    }
}
