package io.xapid.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.access.Session;
import io.xapid.model.meta.Ref;
import io.xapid.model.meta.Role;
import io.xapid.model.network.Network;
import io.xapid.server.api.ApiKit;
import io.xapid.server.api.DerivedValues;
import io.xapid.server.api.Reply;
import io.xapid.server.api.WireCall;
import io.xapid.server.wire.codec.CallLimits;
import io.xapid.server.wire.codec.JsonCodec;
import io.xapid.server.wire.codec.RenderingCache;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A command may do what the session that it works in may do by calls, and no more. */
@Timeout(60)
class RolesOfCommandsTest {
    private static final String DENIED = "Error code: RBAC_PERMISSION_DENIED";

    private final ApiKit kit = new ApiKit();
    private final Ref<Network> network = kit.have(
            Network.CLASS, Map.of(Network.NAME_LABEL, "lan", Network.UUID, "11111111-2222-3333-4444-555555555555"));

    @AfterEach
    void close() {
        kit.close();
    }

    private String said(String session, String... words) throws IOException, InterruptedException {
        var codec = new JsonCodec(CallLimits.DEFAULT, new RenderingCache(0), DerivedValues.none());
        var around = new Conversation.Surroundings(kit.dispatcher(), codec, ApiKit.MODEL, Catalogue.of(ApiKit.MODEL));
        var client = new PlayedClient(ThinClient.greeting());
        var all = new ArrayList<>(List.of(words));
        all.add("session_id=" + session);
        new Conversation(around, new WireCall.Caller("127.0.0.1", false, Map.of()), new ThinTalk(client)).hold(all);
        return new String(client.sent(), UTF_8);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void isWhatTheRoleMayDoByCalls(Role role) throws IOException, InterruptedException {
        String session = kit.user("somebody", role);

        assertThat(said(session, "network-list", "--minimal")).contains("11111111-2222-3333-4444-555555555555");
        assertThat(said(session, "network-param-set", "uuid=" + uuid(), "name-label=mine")
                        .contains(DENIED))
                .isEqualTo(isDenied("network.set_name_label", session, network.value(), "mine"));
        assertThat(said(session, "network-param-set", "uuid=" + uuid(), "other-config:folder=/a")
                        .contains(DENIED))
                .isEqualTo(isDenied("network.add_to_other_config", session, network.value(), "folder", "/b"));
        assertThat(said(session, "network-param-add", "uuid=" + uuid(), "param-name=other-config", "any=1")
                        .contains(DENIED))
                .isEqualTo(isDenied("network.add_to_other_config", session, network.value(), "other", "1"));
    }

    private String uuid() {
        return kit.row(Network.CLASS, network).get(Network.UUID);
    }

    private boolean isDenied(String method, Object... parameters) {
        return kit.call(method, parameters) instanceof Reply.Failed failed
                && failed.description().get(0).equals("RBAC_PERMISSION_DENIED");
    }

    @Test
    void aSessionThatIsLentIsLeftOpenAndOneThatIsNoneIsRefused() throws IOException, InterruptedException {
        String session = kit.user("somebody", Role.READ_ONLY);
        said(session, "network-list");
        assertThat(kit.store.snapshot().find(Session.CLASS, Ref.of(session))).isPresent();
        assertThat(said("OpaqueRef:none", "network-list")).contains("SESSION_INVALID");
    }
}
