package io.xapid.xe.talk;

/** The user's own side of an order failed, which the server cannot know. It is told, and the command ends. */
final class LocalFailure extends Exception {
    private static final long serialVersionUID = 1;

    LocalFailure(String message) {
        super(message);
    }
}
