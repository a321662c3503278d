package io.xapid.network.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.network.NetworkBackend;
import io.xapid.network.NetworkBackendContract;
import io.xapid.network.host.HostInterfaces;
import org.junit.jupiter.api.Test;

class UserModeBackendTest extends NetworkBackendContract {
    private final NetworkBackend backend = new UserModeBackend(HostInterfaces.ofHost(), "since not root");

    @Override
    protected NetworkBackend backend() {
        return backend;
    }

    @Test
    void saysWhyThereAreNoBridges() {
        assertThat(backend.capabilities().bridging()).isFalse();
        assertThat(backend.capabilities().remark()).isEqualTo("since not root");
    }
}
