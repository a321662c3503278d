package io.xapid.server.plan;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One named deed of a plan, with its way back.
 *
 * <p>The undo is idempotent and works for a deed that failed half-way.
 */
public final class Step {
    /** Does something, and may be told to stop meanwhile. */
    @FunctionalInterface
    public interface Deed {
        void run(Cancellation cancellation) throws Exception;
    }

    private static final Deed NOTHING = cancellation -> {};

    private final String name;
    private final Deed deed;
    private final Deed undo;
    private final int weight;
    private final List<Step> parallel;
    private final boolean forGood;

    private Step(String name, Deed deed, Deed undo, int weight, List<Step> parallel, boolean forGood) {
        this.name = name;
        this.deed = deed;
        this.undo = undo;
        this.weight = weight;
        this.parallel = List.copyOf(parallel);
        this.forGood = forGood;
    }

    /** @param name a verb and a thing, as one would tell a colleague: "plug xvda" */
    public static Step step(String name, Deed deed) {
        return new Step(name, deed, NOTHING, 1, List.of(), false);
    }

    /** Steps that run side by side and succeed as a whole. */
    static Step together(String name, List<Step> steps) {
        int weight = steps.stream().mapToInt(Step::weight).sum();
        return new Step(name, NOTHING, NOTHING, Math.max(1, weight), steps, false);
    }

    public Step undoneBy(Deed wayBack) {
        return new Step(name, deed, wayBack, weight, parallel, forGood);
    }

    /** How much of the plan's time this step takes, compared with other steps' 1. */
    public Step weighing(int times) {
        return new Step(name, deed, undo, times, parallel, forGood);
    }

    /**
     * Says that the deed cannot be taken back, as a guest that was ended does not come to life again. When it is done
     * nobody stops the plan any more. Its undo, if it has one, leaves things in order without bringing them back.
     */
    public Step forGood() {
        return new Step(name, deed, undo, weight, parallel, true);
    }

    public boolean isForGood() {
        return forGood;
    }

    public String name() {
        return name;
    }

    public int weight() {
        return weight;
    }

    /** The steps this one consists of, where it is a group. */
    public List<Step> parallel() {
        return parallel;
    }

    void run(Cancellation cancellation) throws Exception {
        deed.run(cancellation);
    }

    void undo() throws Exception {
        undo.run(new Cancellation()); // the way back is never cut short
    }

    /** The same step with another deed around its own: for test kits that make steps fail. */
    Step wrapping(UnaryOperator<Deed> around) {
        return new Step(
                name,
                around.apply(deed),
                undo,
                weight,
                parallel.stream().map(step -> step.wrapping(around)).toList(),
                forGood);
    }

    @Override
    public String toString() {
        return name;
    }
}
