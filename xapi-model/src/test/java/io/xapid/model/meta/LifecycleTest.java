package io.xapid.model.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.model.meta.Lifecycle.Change;
import io.xapid.model.meta.Lifecycle.State;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    @Test
    void whatIsPublishedStaysPublishedThroughChanges() {
        Lifecycle lifecycle = Lifecycle.publishedIn(Release.RIO)
                .with(Change.EXTENDED, Release.MIAMI)
                .with(Change.CHANGED, Release.ORLANDO, Release.BOSTON);

        assertThat(lifecycle.state()).isEqualTo(State.PUBLISHED);
        assertThat(lifecycle.transitions()).hasSize(4);
    }

    @Test
    void theLastTransitionDecides() {
        Lifecycle gone = Lifecycle.publishedIn(Release.RIO)
                .with(Change.DEPRECATED, Release.INVERNESS)
                .with(Change.REMOVED, Release.INVERNESS);

        assertThat(gone.isRemoved()).isTrue();
        assertThat(gone.with(Change.PUBLISHED, Release.V26_16_1_NEXT).isRemoved())
                .as("brought back")
                .isFalse();
    }

    @Test
    void aPrototypeIsReleasedButNotPublished() {
        Lifecycle prototype = Lifecycle.startingWith(Change.PROTOTYPED, Release.KOLKATA);

        assertThat(prototype.state()).isEqualTo(State.PROTOTYPED);
        assertThat(prototype.released()).isEqualTo(Release.KOLKATA);
        assertThat(prototype.isPublished()).isFalse();
    }

    @Test
    void whatWasAPrototypeCountsFromItsPublication() {
        Lifecycle published =
                Lifecycle.startingWith(Change.PROTOTYPED, Release.KOLKATA).with(Change.PUBLISHED, Release.LIMA);

        assertThat(published.released()).isEqualTo(Release.LIMA);
        assertThat(published.isPublished()).isTrue();
    }
}
