package io.xapid.storage;

/**
 * How full a repository is.
 *
 * @param physicalBytes capacity of the medium
 * @param utilisedBytes what of it is taken, by whomever
 * @param virtualBytes the sum of what the volumes look like from inside; may exceed the capacity
 */
public record RepositoryStat(long physicalBytes, long utilisedBytes, long virtualBytes) {}
