package io.xapid.storage;

import java.nio.file.Path;

/**
 * How to reach the content of a volume on this host.
 *
 * @param path file or block device. Open it with the format given here and never let a tool guess: a guest writes
 *     what it likes into a raw disk, including another format's header
 * @param virtualBytes size as seen from inside
 */
public record AttachedVolume(VolumeId volume, Path path, ImageFormat format, boolean readOnly, long virtualBytes) {}
