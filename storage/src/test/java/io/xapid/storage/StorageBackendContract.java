package io.xapid.storage;

import static io.xapid.storage.ExpectedFailures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.storage.StorageException.Kind;
import java.util.HashMap;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every storage backend keeps: how repositories come, open, close and go. */
public abstract class StorageBackendContract {

    /** The backend under test, the same throughout one test. */
    protected abstract StorageBackend backend();

    /** A repository that could be made, and has not been. */
    protected abstract RepositorySpec newRepository();

    @Test
    void saysWhatItIs() {
        DriverDescription driver = backend().describe();

        assertThat(driver.type()).isNotBlank().isEqualTo(driver.type().toLowerCase(Locale.ROOT));
        assertThat(driver.name()).isNotBlank();
        assertThat(driver.description()).isNotBlank();
        assertThat(driver.configuration().keySet()).containsAll(driver.required());
        assertThat(driver.features()).contains(Feature.SR_ATTACH, Feature.SR_SCAN, Feature.VDI_ATTACH);
    }

    @Test
    void doesNotAttachWhatWasNeverMade() {
        RepositorySpec spec = newRepository();

        assertFails(Kind.NOT_FOUND, () -> backend().attach(spec));
    }

    @Test
    void missesNoKeyThatItRequires() {
        RepositorySpec spec = newRepository();
        for (String key : backend().describe().required()) {
            var without = new HashMap<>(spec.configuration());
            without.remove(key);

            assertFails(Kind.INVALID, () -> backend().create(new RepositorySpec(spec.id(), without)));
            assertFails(Kind.INVALID, () -> backend().attach(new RepositorySpec(spec.id(), without)));
        }
    }

    @Test
    void attachesAnEmptyRepositoryOnceItIsMade() {
        RepositorySpec spec = newRepository();
        backend().create(spec);

        try (Repository repository = backend().attach(spec)) {
            assertThat(repository.spec()).isEqualTo(spec);
            assertThat(repository.scan().volumes()).isEmpty();
            assertThat(repository.stat().physicalBytes()).isPositive();
            assertThat(repository.stat().utilisedBytes())
                    .isBetween(0L, repository.stat().physicalBytes());
            assertThat(repository.stat().virtualBytes()).isZero();
        }
    }

    @Test
    void attachesAgainAfterClosing() {
        RepositorySpec spec = newRepository();
        backend().create(spec);
        backend().attach(spec).close();

        try (Repository repository = backend().attach(spec)) {
            assertThat(repository.scan().volumes()).isEmpty();
        }
    }

    @Test
    void answersNothingOnceClosedAndMayBeClosedTwice() {
        RepositorySpec spec = newRepository();
        backend().create(spec);
        Repository repository = backend().attach(spec);
        repository.close();
        repository.close();

        assertFails(Kind.DETACHED, repository::scan);
        assertFails(Kind.DETACHED, repository::stat);
        assertFails(Kind.DETACHED, () -> repository.attach(VolumeId.random(), "guest", Access.READ));
    }

    @Test
    void destroysWhatIsEmptyAsOftenAsAsked() {
        RepositorySpec spec = newRepository();
        backend().destroy(spec);
        backend().create(spec);
        backend().destroy(spec);
        backend().destroy(spec);
    }

    @Test
    void knowsNoVolumeThatIsNotThere() {
        RepositorySpec spec = newRepository();
        backend().create(spec);
        try (Repository repository = backend().attach(spec)) {
            VolumeId nothing = VolumeId.random();

            assertFails(Kind.NOT_FOUND, () -> repository.attach(nothing, "guest", Access.READ));
            repository.detach(nothing, "guest");
        }
    }

    @Test
    void refusesWhatItDoesNotDeclare() {
        RepositorySpec spec = newRepository();
        backend().create(spec);
        try (Repository repository = backend().attach(spec)) {
            VolumeId id = VolumeId.random();
            var labels = VolumeLabels.named("disk");
            refusesUnlessDeclared(Feature.VDI_CREATE, () -> repository.create(new NewVolume(id, labels, 1 << 20)));
            refusesUnlessDeclared(Feature.VDI_RESIZE, () -> repository.resize(id, 1 << 20));
            refusesUnlessDeclared(Feature.VDI_CLONE, () -> repository.clone(id, VolumeId.random(), labels));
            refusesUnlessDeclared(Feature.VDI_SNAPSHOT, () -> repository.snapshot(id, VolumeId.random(), labels));
            refusesUnlessDeclared(Feature.VDI_UPDATE, () -> repository.relabel(id, labels));
            refusesUnlessDeclared(Feature.VDI_DELETE, () -> repository.delete(id));
        }
    }

    private void refusesUnlessDeclared(Feature feature, ThrowingCallable call) {
        if (!backend().describe().features().contains(feature)) {
            assertFails(Kind.NOT_SUPPORTED, call);
        }
    }
}
