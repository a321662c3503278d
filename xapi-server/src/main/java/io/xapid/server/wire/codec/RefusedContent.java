package io.xapid.server.wire.codec;

import org.xml.sax.SAXException;

/** Well-formed XML that is no call, or breaks a limit. Without a stack trace, since any client can cause it. */
class RefusedContent extends SAXException {
    private static final long serialVersionUID = 1L;

    RefusedContent(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /** A struct has two members of one name. */
    static final class DuplicateMember extends RefusedContent {
        private static final long serialVersionUID = 1L;

        private final String name;

        DuplicateMember(String name) {
            super("duplicate member");
            this.name = name;
        }

        String name() {
            return name;
        }
    }
}
