package io.xapid.server.vm;

import io.xapid.hypervisor.Hypervisor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends a daemon at one of its deeds on the world, as a killing does: nothing more is done, nothing undone, and nothing
 * written down.
 */
final class CutShort {
    private static final Set<String> QUESTIONS = Set.of(
            "acting",
            "capabilities",
            "list",
            "stateOf",
            "statusOf",
            "specOf",
            "consolesOf",
            "statisticsOf",
            "guestReportOf",
            "onAttention",
            "close",
            "toString",
            "hashCode",
            "equals");

    private final AtomicInteger deeds = new AtomicInteger();
    private final CountDownLatch dead = new CountDownLatch(1);
    private volatile Runnable lastWill = () -> {};
    private volatile String fatal = "";
    private volatile boolean early;
    private volatile int allowed;

    private CutShort(int allowed) {
        this.allowed = allowed;
    }

    static CutShort never() {
        return new CutShort(Integer.MAX_VALUE);
    }

    /** From now on so many deeds are done, and the next one is not. */
    void after(int more) {
        allowed = deeds.get() + more;
    }

    /** From now on the daemon dies when the hypervisor is told or asked this, before or after it is done. */
    void at(String word, boolean before) {
        early = before;
        fatal = word;
    }

    /** What ends together with the deeds: that the daemon writes. */
    void onDeath(Runnable will) {
        lastWill = will;
    }

    /** How many deeds have been done or refused. */
    int deeds() {
        return deeds.get();
    }

    boolean hasHappened() {
        return dead.getCount() == 0;
    }

    boolean awaitDeath(long seconds) throws InterruptedException {
        return dead.await(seconds, TimeUnit.SECONDS);
    }

    /** The same thing, through which a dead daemon does nothing. */
    <T> T around(Class<T> type, T inner) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    String word = method.getName();
                    boolean now = type == Hypervisor.class && word.equals(fatal);
                    boolean allowedNow = QUESTIONS.contains(word) || deeds.incrementAndGet() <= allowed;
                    if (!allowedNow || (now && early)) {
                        throw death("before " + word);
                    }
                    Object answer;
                    try {
                        answer = method.invoke(inner, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                    if (now) {
                        throw death("after " + word);
                    }
                    return answer;
                }));
    }

    /** From here on every deed comes to this; the daemon's threads may run on, and change nothing. */
    private Killed death(String when) {
        allowed = -1;
        lastWill.run();
        dead.countDown();
        return new Killed(when);
    }

    /** What the threads of a dead daemon get to see. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed(String when) {
            super("killed " + when);
        }
    }
}
