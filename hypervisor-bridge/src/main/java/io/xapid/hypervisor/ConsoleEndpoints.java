package io.xapid.hypervisor;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a domain's consoles can be reached.
 *
 * @param rfbSocket Unix socket that speaks RFB (VNC), without a password; several viewers share the screen
 * @param serialSocket Unix socket with the bytes of the serial line; one client at a time, others wait
 * @param serialLog file with the latest output of the serial line; bounded, older output is dropped
 */
public record ConsoleEndpoints(Optional<Path> rfbSocket, Optional<Path> serialSocket, Optional<Path> serialLog) {

    /** No console at all. */
    public static final ConsoleEndpoints NONE =
            new ConsoleEndpoints(Optional.empty(), Optional.empty(), Optional.empty());
}
