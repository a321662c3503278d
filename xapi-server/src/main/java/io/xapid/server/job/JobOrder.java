package io.xapid.server.job;

import io.xapid.model.event.Task;
import io.xapid.model.host.Host;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.Row;
import java.util.Map;

/** A job as its kind sees it. */
public record JobOrder(
        Ref<JobRecord> job, Ref<?> subject, Ref<Host> host, Ref<Task> task, Map<String, String> arguments) {
    public JobOrder {
        arguments = Map.copyOf(arguments);
    }

    static JobOrder of(Row<JobRecord> row) {
        return new JobOrder(
                row.ref(),
                Ref.of(row.get(JobRecord.SUBJECT)),
                row.get(JobRecord.HOST),
                row.get(JobRecord.TASK),
                row.get(JobRecord.ARGUMENTS));
    }

    /** The subject, said to be of the class that the kind is about. */
    public <C> Ref<C> about() {
        return subject.as();
    }

    /** @throws IllegalStateException when the order lacks it, which its kind never lets happen */
    public String argument(String name) {
        String value = arguments.get(name);
        if (value == null) {
            throw new IllegalStateException("job " + job + " has no argument " + name);
        }
        return value;
    }
}
