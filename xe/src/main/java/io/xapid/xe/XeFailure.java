package io.xapid.xe;

/** Ends the program with status 1. The message is for whoever typed the command, and holds no secret. */
public class XeFailure extends Exception {
    private static final long serialVersionUID = 1;

    public XeFailure(String message) {
        super(message);
    }
}
