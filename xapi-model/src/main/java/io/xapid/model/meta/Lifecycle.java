package io.xapid.model.meta;

import java.util.ArrayList;
import java.util.List;

/** In which releases something of the API appeared, changed and went, in that order. */
public record Lifecycle(List<Transition> transitions) {
    /** What may happen to a part of the API. */
    public enum Change {
        PROTOTYPED,
        PUBLISHED,
        EXTENDED,
        CHANGED,
        DEPRECATED,
        REMOVED
    }

    /** Where a part of the API stands now. */
    public enum State {
        PROTOTYPED,
        PUBLISHED,
        DEPRECATED,
        REMOVED
    }

    public record Transition(Change change, Release release) {}

    public Lifecycle {
        transitions = List.copyOf(transitions);
    }

    public static Lifecycle publishedIn(Release release) {
        return startingWith(Change.PUBLISHED, release);
    }

    static Lifecycle startingWith(Change change, Release release) {
        return new Lifecycle(List.of(new Transition(change, release)));
    }

    public Lifecycle with(Change change, Release... releases) {
        var longer = new ArrayList<>(transitions);
        for (Release release : releases) {
            longer.add(new Transition(change, release));
        }
        return new Lifecycle(longer);
    }

    /** The state after the last transition that changes it. */
    public State state() {
        State state = State.PUBLISHED;
        for (Transition transition : transitions) {
            switch (transition.change()) {
                case PROTOTYPED -> state = State.PROTOTYPED;
                case PUBLISHED -> state = State.PUBLISHED;
                case DEPRECATED -> state = State.DEPRECATED;
                case REMOVED -> state = State.REMOVED;
                case EXTENDED, CHANGED -> {}
            }
        }
        return state;
    }

    /** The release that first published it, or else the one that first showed it as a prototype. */
    public Release released() {
        return transitions.stream()
                .filter(transition -> transition.change() == Change.PUBLISHED)
                .findFirst()
                .orElse(transitions.get(0))
                .release();
    }

    /** Whether it has ever been more than a prototype. */
    public boolean isPublished() {
        return transitions.stream().anyMatch(transition -> transition.change() == Change.PUBLISHED);
    }

    public boolean isRemoved() {
        return state() == State.REMOVED;
    }
}
