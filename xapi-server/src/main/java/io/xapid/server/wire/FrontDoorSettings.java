package io.xapid.server.wire;

import io.xapid.server.wire.codec.CallLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the front door listens and what it bears.
 *
 * @param ports to listen on; the front door closes them
 * @param certificateFile where the certificate is kept, and made if there is none
 * @param socketFile a socket for root on this host, if wanted
 * @param limits what single clients may cost
 */
public record FrontDoorSettings(ListeningPorts ports, Path certificateFile, Optional<Path> socketFile, Limits limits) {

    /**
     * What single clients may cost.
     *
     * @param call size of calls
     * @param headerBytes of a request's line and headers
     * @param headerTime from the first byte of a request, or the opening of a connection, to the end of the headers
     * @param bodyTime from the headers to the end of a call's body
     * @param halfClosedTime how long an answer may take when the client has ended its own sending
     * @param stallTime how long a client may take no byte of an answer
     * @param idleTime how long a connection may rest between requests
     * @param tcpConnections at once
     * @param socketConnections at once, on the socket for root
     */
    public record Limits(
            CallLimits call,
            int headerBytes,
            Duration headerTime,
            Duration bodyTime,
            Duration halfClosedTime,
            Duration stallTime,
            Duration idleTime,
            int tcpConnections,
            int socketConnections) {
        public static final Limits DEFAULT = new Limits(
                CallLimits.DEFAULT,
                8 * 1024,
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                2_048, // room for a thousand clients that wait for events, which cost a few kilobytes each
                1024);
    }
}
