package io.xapid.server.wire;

import java.util.Base64;

/** Keys and certificates as text. */
public final class Pem {
    public static final String CERTIFICATE = "CERTIFICATE";

    /** In PKCS #8. */
    public static final String PRIVATE_KEY = "PRIVATE KEY";

    private Pem() {}

    public static String encode(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + kind + "-----\n";
    }

    /** @throws IllegalArgumentException when there is none of the kind in it */
    public static byte[] decode(String text, String kind) {
        String begin = "-----BEGIN " + kind + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + kind + "-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("it has no " + kind);
        }
        return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }
}
