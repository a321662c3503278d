package io.xapid.xe.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.xe.ScriptedServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DialerTest {
    private static final int PATIENCE_MILLIS = 20_000;

    @Test
    void thisMachineIsSpokenToWithoutTlsWhateverItIsCalled() throws Exception {
        for (String host : List.of("127.0.0.1", "localhost")) {
            var listener = new ServerSocket(0, 50, InetAddress.getByName(host));
            try (var server = new ScriptedServer(listener, line -> line.send(new byte[] {7}))) {
                var here = new Dialer.Server(host, server.port(), true, "");
                try (Link link = new Dialer(here, List.of(), PATIENCE_MILLIS).dial()) {
                    InputStream in = link.in();
                    assertThat(in.read()).as(host).isEqualTo(7);
                }
                server.await();
            }
        }
    }
}
