package io.xapid.storage;

/**
 * A volume wanted.
 *
 * @param id chosen by the caller beforehand, so that after a crash it can tell whether the volume was made
 * @param virtualBytes least size; the backend may round up
 */
public record NewVolume(VolumeId id, VolumeLabels labels, long virtualBytes) {}
