package io.xapid.server.job;

import io.xapid.model.event.Task;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Transaction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** Remembers what jobs say of tasks, and cancels them when told to. */
final class RecordedTasks implements JobTasks {
    final List<String> ended = new CopyOnWriteArrayList<>();
    private final Map<String, Runnable> stops = new ConcurrentHashMap<>();

    @Override
    public boolean open(Transaction transaction, Call call) {
        return true;
    }

    @Override
    public void succeed(Transaction transaction, Ref<Task> task, boolean stays, JobResult result) {
        ended.add(task + " succeeded");
    }

    @Override
    public void fail(Transaction transaction, Ref<Task> task, boolean stays, List<String> description) {
        ended.add(task + " failed " + description);
    }

    @Override
    public void progress(Ref<Task> task, double done) {}

    @Override
    public Watch onCancel(Ref<Task> task, Runnable stop) {
        stops.put(task.value(), stop);
        return () -> stops.remove(task.value(), stop);
    }

    void cancel(String task) {
        Runnable stop = stops.remove(task);
        if (stop == null) {
            throw new AssertionError("nobody listens for " + task);
        }
        stop.run();
    }

    void awaitWatch(String task) {
        await(() -> stops.containsKey(task));
    }

    void awaitEnd(String end) {
        await(() -> ended.contains(end));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain");
            }
            Thread.onSpinWait();
        }
    }

    record TestCall(Ref<?> task) implements Call {
        @Override
        public String message() {
            return "VM.start";
        }

        @Override
        public Ref<?> session() {
            return Ref.none();
        }

        @Override
        public String userName() {
            return "root";
        }

        @Override
        public boolean isSuperuser() {
            return true;
        }

        @Override
        public boolean may(String permission) {
            return true;
        }

        @Override
        public String clientAddress() {
            return "";
        }
    }
}
