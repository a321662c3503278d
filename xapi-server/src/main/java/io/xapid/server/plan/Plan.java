package io.xapid.server.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** A named list of steps that succeeds as a whole or is taken back step by step. Building one touches nothing. */
public record Plan(String name, List<Step> steps) {
    public Plan {
        steps = List.copyOf(steps);
    }

    public static Builder named(String name) {
        return new Builder(name);
    }

    /** Writes the story down. */
    public static final class Builder {
        private final String name;
        private final List<Step> steps = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        public Builder then(Step step) {
            steps.add(step);
            return this;
        }

        public Builder thenIf(boolean wanted, Step step) {
            return wanted ? then(step) : this;
        }

        public <T> Builder thenEach(Collection<? extends T> things, Function<? super T, Step> toStep) {
            things.forEach(thing -> then(toStep.apply(thing)));
            return this;
        }

        /** One step for each thing, all side by side. */
        public <T> Builder thenTogether(
                String group, Collection<? extends T> things, Function<? super T, Step> toStep) {
            if (!things.isEmpty()) {
                steps.add(Step.together(group, things.stream().<Step>map(toStep).toList()));
            }
            return this;
        }

        public Plan build() {
            return new Plan(name, steps);
        }
    }
}
