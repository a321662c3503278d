package io.xapid.model.store;

/** An entry of which this host cannot find out whether it took effect. Whoever asked for it has to look, not to repeat it. */
public class UnknownOutcomeException extends LogException {
    private static final long serialVersionUID = 1L;

    public UnknownOutcomeException(String message) {
        super(message);
    }
}
