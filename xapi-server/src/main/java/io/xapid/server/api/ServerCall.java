package io.xapid.server.api;

import io.xapid.model.event.Task;
import io.xapid.model.meta.Call;
import io.xapid.model.meta.Permission;
import io.xapid.model.meta.Ref;
import io.xapid.server.api.WireCall.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A call under way: who makes it, and which task stands for it. */
public final class ServerCall implements Call {
    private static final String CONFIG_HEADER = "x-http-other-config-";
    private static final String NO_TABLE = "DummyRef:|";

    private final String message;
    private final Caller caller;
    private final @Nullable LiveSession session;
    private final Function<String, Optional<Permission>> permissions;
    private final boolean mayHaveTask;
    private final boolean adopted;
    private volatile @Nullable Ref<Task> task;

    /**
     * @param message as called, such as {@code Async.VM.start}: the name of its task
     * @param session who calls; null where the message needs no session
     * @param permissions finds a permission by its name
     * @param mayHaveTask whether the call's task may have a row
     * @param adopted a task of another call, which ends it; null where the call has its own
     */
    ServerCall(
            String message,
            Caller caller,
            @Nullable LiveSession session,
            Function<String, Optional<Permission>> permissions,
            boolean mayHaveTask,
            @Nullable Ref<Task> adopted) {
        this.message = message;
        this.caller = caller;
        this.session = session;
        this.permissions = permissions;
        this.mayHaveTask = mayHaveTask;
        this.adopted = adopted != null;
        this.task = adopted;
    }

    /** A call that the daemon makes of itself, as a superuser and without a task of its own. */
    public static ServerCall ofTheServer(String label) {
        return new ServerCall(label, new Caller("", true, Map.of()), null, any -> Optional.empty(), false, null);
    }

    @Override
    public String message() {
        return message;
    }

    @Override
    public Ref<?> session() {
        return session == null ? Ref.none() : session.ref();
    }

    /** Chosen when first asked for, since most calls never ask. */
    @Override
    public Ref<?> task() {
        Ref<Task> chosen = task;
        if (chosen == null) {
            synchronized (this) {
                chosen = task;
                if (chosen == null) {
                    UUID name = UUID.randomUUID();
                    chosen = new Ref<>(mayHaveTask ? "OpaqueRef:" + name : NO_TABLE + name + "|" + message);
                    task = chosen;
                }
            }
        }
        return chosen;
    }

    @Override
    public String userName() {
        return session == null ? "" : session.userName();
    }

    @Override
    public boolean isSuperuser() {
        return session == null ? caller.trusted() : session.isSuperuser();
    }

    @Override
    public boolean may(String permission) {
        if (isSuperuser()) {
            return true;
        }
        LiveSession asks = session;
        return asks != null && permissions.apply(permission).map(asks::allows).orElse(false);
    }

    @Override
    public String clientAddress() {
        return caller.address();
    }

    /** Whether the transport itself proves the superuser. */
    public boolean isTrustedTransport() {
        return caller.trusted();
    }

    Optional<LiveSession> liveSession() {
        return Optional.ofNullable(session);
    }

    /** The task, if anything has asked for it so far. */
    Optional<Ref<Task>> taskIfChosen() {
        return Optional.ofNullable(task);
    }

    /** Whether the task is another call's, which ends it. */
    boolean hasAdoptedTask() {
        return adopted;
    }

    /** Whether the task's reference is one that no table holds. */
    static boolean isInNoTable(Ref<?> task) {
        return task.value().startsWith(NO_TABLE);
    }

    /** The task that a new task of this call is part of, by the request's header. */
    Ref<Task> parentTask() {
        return Ref.of(caller.header("subtask-of"));
    }

    /** What the request's headers ask to note in a new task's {@code other_config}. */
    Map<String, String> taskConfig() {
        var config = new HashMap<String, String>();
        caller.headers().forEach((name, value) -> {
            if (name.startsWith(CONFIG_HEADER)) {
                config.put("http:" + name.substring(CONFIG_HEADER.length()), (String) LegalText.cut(value));
            }
        });
        return config;
    }
}
