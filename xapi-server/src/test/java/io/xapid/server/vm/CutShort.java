package io.xapid.server.vm;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Ends a daemon before one of its deeds on the world, as a killing does: nothing more is done, and nothing undone. */
final class CutShort {
    private static final Set<String> QUESTIONS = Set.of(
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
                    if (!QUESTIONS.contains(method.getName())) {
                        deed(method.getName());
                    }
                    try {
                        return method.invoke(inner, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }

    private void deed(String name) {
        if (deeds.incrementAndGet() > allowed) {
            dead.countDown();
            throw new Killed(name);
        }
    }

    /** No exception that anyone would handle. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed(String before) {
            super("killed before " + before);
        }
    }
}
