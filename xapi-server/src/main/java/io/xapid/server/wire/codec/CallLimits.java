package io.xapid.server.wire.codec;

/**
 * How large a call may be.
 *
 * @param bodyBytes the whole body
 * @param depth how deep arrays and structs may stand in each other
 * @param elements how many values, and names of members, one call may hold
 * @param nameChars the length of a member's name
 */
public record CallLimits(int bodyBytes, int depth, int elements, int nameChars) {
    /** What the API documents, and what no client comes near. */
    public static final CallLimits DEFAULT = new CallLimits(307_200, 64, 65_536, 8_192);
}
