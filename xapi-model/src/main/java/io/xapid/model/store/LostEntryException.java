package io.xapid.model.store;

/** An entry that has no place in the log and will never have one, though the log is well: it may be tried again. */
public class LostEntryException extends LogException {
    private static final long serialVersionUID = 1L;

    public LostEntryException(String message) {
        super(message);
    }
}
