package io.xapid.model.event;

import io.xapid.model.meta.WireEnum;
import io.xapid.model.meta.XenEnum;

@XenEnum(name = "task_allowed_operations", doc = "Actions that may be taken on a task.")
public enum TaskOperation implements WireEnum {
    CANCEL("cancel", "Stopping the task."),
    DESTROY("destroy", "Removing the task record.");

    private final String wireName;
    private final String doc;

    TaskOperation(String wireName, String doc) {
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
