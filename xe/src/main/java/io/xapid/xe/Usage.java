package io.xapid.xe;

/** What to type. */
final class Usage {
    static final String TEXT = """
            Usage: xe COMMAND [-s SERVER] [-p PORT] [-u USER] [-pw PASSWORD | -pwf FILE | --ask-password]
                      [--nossl] [--ca FILE] [--debug] [--debug-on-fail] [--traceparent VALUE] [NAME=VALUE ...]

            The server knows the commands; see those that are used most, all of them, or one:
                xe help
                xe help --all
                xe help COMMAND

            SERVER is a name, an address or the path of a socket. Others see a password that is typed as an argument;
            in FILE, its second line, or in ~/.xe (password=...) they do not.
            """;

    private Usage() {}
}
