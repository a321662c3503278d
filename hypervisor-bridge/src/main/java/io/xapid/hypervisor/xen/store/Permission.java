package io.xapid.hypervisor.xen.store;

/**
 * What a domain may do with an entry. The first of an entry's permissions names its owner, who may do anything, and says
 * what all domains may that are not named.
 */
public record Permission(int domain, Access access) {
    private static final int MOST_DOMAIN = 0x7FFF;

    public Permission {
        if (domain < 0 || domain > MOST_DOMAIN) {
            throw new XenstoreException(XenstoreException.Kind.INVALID, domain + " is no domain's number");
        }
    }

    /** Kinds of access. */
    public enum Access {
        NONE('n'),
        READ('r'),
        WRITE('w'),
        BOTH('b');

        private final char letter;

        Access(char letter) {
            this.letter = letter;
        }
    }

    /** As xenstore writes it, such as {@code r5}. */
    String text() {
        return access.letter + Integer.toString(domain);
    }

    static Permission parse(String text) {
        for (Access access : Access.values()) {
            if (text.length() > 1 && text.length() < 7 && text.charAt(0) == access.letter) {
                try {
                    return new Permission(Integer.parseInt(text.substring(1)), access);
                } catch (NumberFormatException e) {
                    break;
                }
            }
        }
        throw new XenstoreException(XenstoreException.Kind.FAILED, "xenstore gave a permission that is none");
    }
}
