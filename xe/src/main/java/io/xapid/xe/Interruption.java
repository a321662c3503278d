package io.xapid.xe;

import io.xapid.xe.talk.LastActs;

/** What happens when somebody ends the process, with Ctrl-C or otherwise: the connection goes with it, and the server notices. */
final class Interruption extends Thread {
    private final LastActs lastActs;

    Interruption(LastActs lastActs) {
        super("interruption");
        this.lastActs = lastActs;
    }

    @Override
    public void run() {
        lastActs.run();
        Runtime.getRuntime().halt(1);
    }
}
