package io.xapid.server.wire;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the system ask clients that rest whether they are still there, and end the connections of those that do not
 * answer for two minutes. A connection that may be silent for ever would otherwise outlive a client whose power failed.
 */
final class LostClients {
    private static final Logger log = LoggerFactory.getLogger(LostClients.class);
    private static final Map<SocketOption<Integer>, Integer> QUESTIONS = Map.of(
            ExtendedSocketOptions.TCP_KEEPIDLE, 60, // seconds, as below
            ExtendedSocketOptions.TCP_KEEPINTERVAL, 15,
            ExtendedSocketOptions.TCP_KEEPCOUNT, 4);

    private LostClients() {}

    static void noticeOn(EndPoint endPoint) {
        EndPoint bottom = endPoint;
        while (bottom instanceof EndPoint.Wrapper wrapper) {
            bottom = wrapper.unwrap();
        }
        if (!(bottom.getTransport() instanceof SocketChannel channel)
                || !channel.supportedOptions().containsAll(QUESTIONS.keySet())) {
            return; // clients on this host cannot get lost
        }
        try {
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            for (Map.Entry<SocketOption<Integer>, Integer> question : QUESTIONS.entrySet()) {
                channel.setOption(question.getKey(), question.getValue());
            }
        } catch (IOException e) {
            log.debug("a connection is gone already", e);
        }
    }
}
