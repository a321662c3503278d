package io.xapid.xe.talk;

import java.util.ArrayDeque;

/** What must be done before the process ends, even if somebody ends it: the newest first. */
public final class LastActs {
    private final ArrayDeque<Act> acts = new ArrayDeque<>();

    /** Something that is put right again. Closing it says that this is done. */
    public final class Act implements AutoCloseable {
        private final Runnable what;

        private Act(Runnable what) {
            this.what = what;
        }

        @Override
        public void close() {
            synchronized (acts) {
                acts.remove(this);
            }
        }
    }

    /** @param what must come to an end by itself, and may be done twice */
    public Act add(Runnable what) {
        var act = new Act(what);
        synchronized (acts) {
            acts.push(act);
        }
        return act;
    }

    public void run() {
        while (true) {
            Act act;
            synchronized (acts) {
                act = acts.poll();
            }
            if (act == null) {
                return;
            }
            act.what.run();
        }
    }
}
