package io.xapid.server.plan;

import java.util.List;

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

    private Step(String name, Deed deed, Deed undo, int weight, List<Step> parallel) {
        this.name = name;
        this.deed = deed;
        this.undo = undo;
        this.weight = weight;
        this.parallel = List.copyOf(parallel);
    }

    /** @param name a verb and a thing, as one would tell a colleague: "plug xvda" */
    public static Step step(String name, Deed deed) {
        return new Step(name, deed, NOTHING, 1, List.of());
    }

    /** Steps that run side by side and succeed as a whole. */
    static Step together(String name, List<Step> steps) {
        int weight = steps.stream().mapToInt(Step::weight).sum();
        return new Step(name, NOTHING, NOTHING, Math.max(1, weight), steps);
    }

    public Step undoneBy(Deed wayBack) {
        return new Step(name, deed, wayBack, weight, parallel);
    }

    /** How much of the plan's time this step takes, compared with other steps' 1. */
    public Step weighing(int times) {
        return new Step(name, deed, undo, times, parallel);
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
    Step wrapping(java.util.function.UnaryOperator<Deed> around) {
        return new Step(
                name,
                around.apply(deed),
                undo,
                weight,
                parallel.stream().map(step -> step.wrapping(around)).toList());
    }

    @Override
    public String toString() {
        return name;
    }
}
