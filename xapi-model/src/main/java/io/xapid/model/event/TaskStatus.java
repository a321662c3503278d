package io.xapid.model.event;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "task_status_type", doc = "How far a task has come.")
public enum TaskStatus implements WireEnum {
    PENDING("pending", "The task is not done."),
    SUCCESS("success", "The task ended well."),
    FAILURE("failure", "The task ended with an error."),
    CANCELLING("cancelling", "A stop was requested."),
    CANCELLED("cancelled", "The task was stopped.");

    private final String wireName;
    private final String doc;

    TaskStatus(String wireName, String doc) {
        this.wireName = wireName;
        this.doc = doc;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    @Override
    public String doc() {
        return doc;
    }
}
