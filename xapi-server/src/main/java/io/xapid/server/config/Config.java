package io.xapid.server.config;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the operator wants of this daemon, all defaults filled in. Paths are absolute.
 *
 * @param httpPort 0 for any free one
 * @param httpsPort 0 for any free one
 * @param poolPort where other hosts of a pool reach this one
 * @param anyXen whether a release of Xen is fine that the bridge was not made for
 * @param recover whether to go on with the intact part of a damaged state
 * @param cache where {@code scripts/guest-image} keeps its image
 */
public record Config(
        Path stateDirectory,
        InetAddress listen,
        int httpPort,
        int httpsPort,
        int poolPort,
        HypervisorChoice hypervisor,
        boolean anyXen,
        Path rootPasswordFile,
        Optional<Path> readyFile,
        Path cache,
        boolean recover) {}
