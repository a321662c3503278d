package io.xapid.server.job;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A timer whose time passes when a test says so, in the test's own thread. */
public final class HandTimer {
    private final List<Alarm> alarms = new ArrayList<>(); // guarded by this
    private Duration now = Duration.ZERO; // guarded by this

    /** The timer as others see it. They only set single alarms. */
    public ScheduledExecutorService service() {
        return (ScheduledExecutorService) Proxy.newProxyInstance(
                ScheduledExecutorService.class.getClassLoader(),
                new Class<?>[] {ScheduledExecutorService.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("schedule") || !(arguments[0] instanceof Runnable work)) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    return set(work, Duration.of((long) arguments[1], ((TimeUnit) arguments[2]).toChronoUnit()));
                });
    }

    private synchronized Alarm set(Runnable work, Duration delay) {
        var alarm = new Alarm(work, now.plus(delay));
        alarms.add(alarm);
        return alarm;
    }

    /** How many alarms are set and have not gone off or been called off. */
    public synchronized int pending() {
        return (int) alarms.stream().filter(alarm -> !alarm.isDone()).count();
    }

    public void advance(Duration by) {
        List<Alarm> due;
        synchronized (this) {
            now = now.plus(by);
            due = alarms.stream()
                    .filter(alarm -> alarm.at.compareTo(now) <= 0)
                    .sorted(Comparator.comparing(alarm -> alarm.at))
                    .toList();
            alarms.removeAll(due);
        }
        due.forEach(Alarm::run);
    }

    private static final class Alarm extends FutureTask<Object> implements ScheduledFuture<Object> {
        private final Duration at;

        Alarm(Runnable work, Duration at) {
            super(work, true);
            this.at = at;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
