package io.xapid.server.wire;

import java.io.IOException;

/**
 * Answers requests that are no calls: consoles, imports, exports, statistics.
 *
 * <p>It runs on a worker's thread and may wait. It must answer the exchange before it returns, or have it
 * resumed; one that returns without, or throws, is answered with an error. What it throws is logged, and never shown to the client.
 */
@FunctionalInterface
public interface StreamHandler {
    void handle(StreamExchange exchange) throws IOException, InterruptedException;
}
