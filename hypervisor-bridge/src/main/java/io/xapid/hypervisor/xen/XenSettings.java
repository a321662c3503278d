package io.xapid.hypervisor.xen;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What the Xen bridge needs to be told.
 *
 * @param stateDirectory its own folder, with one for each guest
 * @param anyVersion whether to work with a release of Xen that the bridge was not made for
 * @param patience how long a verb may take that neither saves nor restores
 */
public record XenSettings(Path stateDirectory, boolean anyVersion, Duration patience) {

    public XenSettings {
        stateDirectory = stateDirectory.toAbsolutePath().normalize();
    }

    /** The usual ones. */
    public static XenSettings in(Path stateDirectory) {
        return new XenSettings(stateDirectory, false, Duration.ofMinutes(5));
    }

    public XenSettings withAnyVersion(boolean any) {
        return new XenSettings(stateDirectory, any, patience);
    }
}
