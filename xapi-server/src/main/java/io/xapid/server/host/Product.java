package io.xapid.server.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What this program is, and which level of the API it serves. */
public final class Product {
    public static final String NAME = "xapid";
    public static final long API_MAJOR = 2;
    public static final long API_MINOR = 23;
    public static final String API_VENDOR = "XenSource";

    /** The newest release of the API whose classes and messages the model holds. */
    static final String MODEL_LEVEL = "26.17.0";

    /** The release of the platform that clients find this API level in; they choose what they offer by it. */
    static final String PLATFORM_LEVEL = "8.4.0";

    static final String PLATFORM_VERSION = "3.4.0";
    static final String DATABASE_SCHEMA = "5.909";

    private Product() {}

    /** This release, such as {@code 0.1.0}: digits and dots alone, as clients split it. */
    public static String version() {
        var properties = new Properties();
        try (InputStream in = Product.class.getResourceAsStream("product.properties")) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks product.properties");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version").replaceAll("-.*", "");
    }
}
