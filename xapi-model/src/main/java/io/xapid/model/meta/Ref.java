package io.xapid.model.meta;

/**
 * A reference to an object of the class that {@code C} defines, as it stands on the wire.
 *
 * <p>The wire form is {@code OpaqueRef:} and a name without meaning; the null reference is {@code OpaqueRef:NULL}.
 */
@SuppressWarnings("UnusedTypeParameter") // it tells the compiler a VM from a host
public record Ref<C>(String value) {
    private static final Ref<?> NULL = new Ref<>("OpaqueRef:NULL");

    /** The reference to nothing. */
    @SuppressWarnings("unchecked") // it refers to nothing, of whatever class
    public static <C> Ref<C> none() {
        return (Ref<C>) NULL;
    }

    /** Takes a reference from the wire; an empty string counts as the null reference. */
    public static <C> Ref<C> of(String value) {
        return value.isEmpty() || value.equals("OpaqueRef:NULL") ? none() : new Ref<>(value);
    }

    public boolean isNull() {
        return value.equals("OpaqueRef:NULL");
    }

    /** The same reference, said to be to another class: for generic code that has checked it. */
    @SuppressWarnings("unchecked") // a reference holds no object of its class
    public <D> Ref<D> as() {
        return (Ref<D>) this;
    }

    @Override
    public String toString() {
        return value;
    }
}
