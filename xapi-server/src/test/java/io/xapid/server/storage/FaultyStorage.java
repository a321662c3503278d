package io.xapid.server.storage;

import io.xapid.storage.Repository;
import io.xapid.storage.StorageBackend;
import io.xapid.storage.StorageException;
import io.xapid.storage.Transfer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Backends and repositories that do as another does, until a test asks for trouble at a verb: a failure before or after
 * the deed, or a wait.
 */
final class FaultyStorage {
    private final Map<String, StorageException> before = new ConcurrentHashMap<>();
    private final Map<String, StorageException> after = new ConcurrentHashMap<>();
    private final Map<String, Halt> halts = new ConcurrentHashMap<>();
    private final List<String> verbs = new CopyOnWriteArrayList<>();
    private final List<Repository> opened = new CopyOnWriteArrayList<>();
    private volatile @Nullable Transfer transfer;

    /** A verb that waits, before or after it acts. */
    static final class Halt {
        private final boolean afterActing;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        private Halt(boolean afterActing) {
            this.afterActing = afterActing;
        }

        void awaitReached() throws InterruptedException {
            if (!reached.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came by");
            }
        }

        void release() {
            released.countDown();
        }

        private void stop() {
            reached.countDown();
            try {
                if (!released.await(60, TimeUnit.SECONDS)) {
                    throw new AssertionError("forgotten at a halt");
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new StorageException(StorageException.Kind.CANCELLED, "interrupted", stopping);
            }
        }
    }

    StorageBackend around(StorageBackend backend) {
        return wrapped(StorageBackend.class, backend);
    }

    /** From now on, the verb fails instead of acting. */
    void fail(String verb, StorageException.Kind kind) {
        before.put(verb, new StorageException(kind, "injected at " + verb));
    }

    /** From now on, the verb acts and then fails. */
    void failAfter(String verb, StorageException.Kind kind) {
        after.put(verb, new StorageException(kind, "injected after " + verb));
    }

    void heal() {
        before.clear();
        after.clear();
    }

    Halt haltAt(String verb) {
        return halt(verb, false);
    }

    Halt haltAfter(String verb) {
        return halt(verb, true);
    }

    private Halt halt(String verb, boolean afterActing) {
        var halt = new Halt(afterActing);
        halts.put(verb, halt);
        return halt;
    }

    /** The next one passes without a stop. */
    void noHalts() {
        halts.values().forEach(Halt::release);
        halts.clear();
    }

    /** What has been asked for, in order. */
    List<String> verbs() {
        return List.copyOf(verbs);
    }

    /** Lets go of all that was attached, as the kernel does when a process dies. */
    void dropLocks() {
        opened.forEach(Repository::close);
        opened.clear();
    }

    /** Whether the latest transfer has been asked to stop. */
    boolean isTransferCancelled() {
        Transfer latest = transfer;
        return latest != null && latest.isCancelled();
    }

    private <T> T wrapped(Class<T> type, T original) {
        InvocationHandler handler = (proxy, method, arguments) -> invoke(original, method, arguments);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private @Nullable Object invoke(Object original, Method method, Object @Nullable [] arguments) throws Throwable {
        String verb = method.getName();
        verbs.add(verb);
        for (Object argument : arguments == null ? new Object[0] : arguments) {
            if (argument instanceof Transfer given) {
                transfer = given;
            }
        }
        pass(verb, false);
        raise(before.get(verb));
        Object result;
        try {
            result = method.invoke(original, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
        if (result instanceof Repository repository) {
            opened.add(repository);
            result = wrapped(Repository.class, repository);
        }
        pass(verb, true);
        raise(after.get(verb));
        return result;
    }

    private void pass(String verb, boolean afterActing) {
        Halt halt = halts.get(verb);
        if (halt != null && halt.afterActing == afterActing) {
            halts.remove(verb, halt); // one stops; those who come later pass
            halt.stop();
        }
    }

    private static void raise(@Nullable StorageException failure) {
        if (failure != null) {
            throw new StorageException(failure.kind(), String.valueOf(failure.getMessage()));
        }
    }
}
