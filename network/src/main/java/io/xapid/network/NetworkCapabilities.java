package io.xapid.network;

/**
 * What a backend can do.
 *
 * @param name one word for it: {@code bridge}, {@code user}, {@code simulator}
 * @param bridging whether guests share networks: if not, there are no bridges and every port is an
 *     {@link Attachment.User}
 * @param remark what that means and why, for operators: part of a sentence
 */
public record NetworkCapabilities(String name, boolean bridging, String remark) {}
