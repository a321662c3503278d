package io.xapid.server.event;

import io.xapid.model.access.SessionFailure;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a client wants to hear of.
 *
 * @param keys {@code *}, class names in lower case, and {@code class/reference}
 */
record Subscription(Set<String> keys) {
    static final String EVERYTHING = "*";

    Subscription {
        keys = Set.copyOf(keys);
    }

    /**
     * Takes names of classes in any case. A name that no class has never matches.
     *
     * @throws SessionFailure.EventSubscriptionParseFailure when one has more than a class and a reference
     */
    static Subscription parse(Collection<String> wanted) {
        var keys = new HashSet<String>();
        for (String one : wanted) {
            int slash = one.indexOf('/');
            if (slash != one.lastIndexOf('/')) {
                throw new SessionFailure.EventSubscriptionParseFailure(one);
            }
            keys.add(
                    slash < 0
                            ? one.toLowerCase(Locale.ROOT)
                            : one.substring(0, slash).toLowerCase(Locale.ROOT) + one.substring(slash));
        }
        return new Subscription(keys);
    }

    /** @param className in lower case */
    boolean matches(String className, String ref) {
        return keys.contains(EVERYTHING) || keys.contains(className) || keys.contains(key(className, ref));
    }

    /** Whether it may match any object of the class. */
    boolean concerns(String className) {
        return keys.contains(EVERYTHING)
                || keys.contains(className)
                || keys.stream().anyMatch(key -> key.startsWith(className + "/"));
    }

    static String key(String className, String ref) {
        return className + "/" + ref;
    }
}
