package io.xapid.model.meta;

import java.util.List;

/** The definitions contradict themselves. It tells every fault at once. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    public ModelException(List<String> faults) {
        super(faults.size() + " faults in the model:\n  " + String.join("\n  ", faults));
        this.faults = List.copyOf(faults);
    }

    public List<String> faults() {
        return faults;
    }
}
