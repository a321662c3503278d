package io.xapid.server.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.xapid.hypervisor.ConsoleEndpoints;
import io.xapid.hypervisor.Hypervisor;
import io.xapid.model.event.PoolMessage;
import io.xapid.model.event.Task;
import io.xapid.model.meta.Ref;
import io.xapid.model.store.ChangeSet;
import io.xapid.model.store.Row;
import io.xapid.model.store.Snapshot;
import io.xapid.model.vm.Console;
import io.xapid.model.vm.PowerState;
import io.xapid.model.vm.Vbd;
import io.xapid.model.vm.Vif;
import io.xapid.model.vm.Vm;
import io.xapid.model.vm.VmMetrics;
import io.xapid.server.job.JobRecord;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/walkthrough/vm-start.md} true: a guest is started, and what happens is held against the page. */
class WalkthroughTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]+[A-Za-z]*)`");
    private static final Pattern STEP = Pattern.compile("(?m)^ +- ([A-Za-z ]+?)(?: \\(.*\\))?$");

    private static final ConsoleEndpoints CONSOLES =
            new ConsoleEndpoints(Optional.of(Path.of("/screen")), Optional.empty(), Optional.empty());

    /** The deeds of a bridge by which a guest starts, and who is at work by then. */
    private final Map<String, List<String>> atWork = new ConcurrentHashMap<>();

    private final List<ChangeSet> commits = new CopyOnWriteArrayList<>();
    private final List<Snapshot> states = new CopyOnWriteArrayList<>();
    private final List<List<String>> committers = new CopyOnWriteArrayList<>();
    private final VmRig rig = new VmRig(this::listeningTo);
    private final Ref<Vm> vm = rig.guest("guest");
    private final Ref<Vbd> vbd = rig.drive(vm, rig.disk("disk"), "0", Map.of());
    private final Ref<Vif> vif = rig.nic(vm, rig.network("0"), "0");

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void everyClassThatThePageNamesIsThere() throws IOException {
        Set<String> sources = sources();

        assertThat(names(page())).hasSizeGreaterThan(20).isSubsetOf(sources);
    }

    @Test
    void theStepsOnThePageAreThoseThatAreTaken() throws IOException {
        rig.meddler.watch("VM.start");
        rig.start(vm);

        List<String> told =
                STEP.matcher(page()).results().map(result -> result.group(1)).toList();
        assertThat(rig.meddler.steps().stream().map(WalkthroughTest::group)).containsExactlyElementsOf(told);
    }

    @Test
    void theOrderIsOneTransactionOfTheServiceAndTheJobs() {
        start();

        int order = indexOf(change -> change.isAddition() && is(change, JobRecord.CLASS.name()));
        assertThat(committers.get(order)).containsSubsequence("Dispatcher", "VmLifecycleService", "Jobs");
        Row<Vm> marked = guestAfter(order);
        assertThat(marked.get(Vm.CURRENT_OPERATIONS)).hasSize(1);
        assertThat(marked.get(Vm.SCHEDULED_TO_BE_RESIDENT_ON)).isEqualTo(VmRig.HERE);
        assertThat(changed(order)).contains(vbd.value(), vif.value(), VmRig.HERE.value());
    }

    @Test
    void thePlanIsTakenByTheRunnersOfJobsAndPlans() {
        start();

        assertThat(atWork).containsOnlyKeys("create", "build", "unpause");
        assertThat(atWork.values())
                .allSatisfy(
                        stack -> assertThat(stack).containsSubsequence("Jobs", "JobRunner", "PlanRunner", "StartVm"));
    }

    @Test
    void theEndIsOneTransactionOfAllThatIsToBeSeen() {
        start();

        int end = indexOf(change -> change.isDeletion() && is(change, JobRecord.CLASS.name()));
        assertThat(committers.get(end)).contains("JobRunner");
        Row<Vm> running = guestAfter(end);
        assertThat(running.get(Vm.POWER_STATE)).isEqualTo(PowerState.RUNNING);
        assertThat(running.get(Vm.RESIDENT_ON)).isEqualTo(VmRig.HERE);
        assertThat(running.get(Vm.CURRENT_OPERATIONS)).isEmpty();
        assertThat(commits.get(end).rows())
                .extracting(change -> change.row().definition().name())
                .contains(Vbd.CLASS.name(), Vif.CLASS.name(), VmMetrics.CLASS.name(), Console.CLASS.name())
                .contains(PoolMessage.CLASS.name(), Task.CLASS.name());
        assertThat(IntStream.range(0, end).mapToObj(this::guestAfter))
                .as("nobody sees a part of it before")
                .extracting(row -> row.get(Vm.POWER_STATE))
                .containsOnly(PowerState.HALTED);
    }

    /** What the page calls a step; of those side by side it names only the group. */
    private static String group(String step) {
        return step.startsWith("attach ") ? "attach disks" : step.startsWith("connect ") ? "connect NICs" : step;
    }

    private void start() {
        commits.clear();
        committers.clear();
        states.clear();
        rig.api.store.feed().listen((state, changes) -> {
            committers.add(stack());
            states.add(state);
            commits.add(changes);
        });
        rig.start(vm);
    }

    private Hypervisor listeningTo(Hypervisor inner) {
        return (Hypervisor) Proxy.newProxyInstance(
                Hypervisor.class.getClassLoader(), new Class<?>[] {Hypervisor.class}, (proxy, method, arguments) -> {
                    if (Set.of("create", "build", "unpause").contains(method.getName())) {
                        atWork.put(method.getName(), stack());
                    }
                    if (method.getName().equals("consolesOf")) {
                        return CONSOLES; // which the simulator has none of
                    }
                    try {
                        return method.invoke(inner, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    /** The classes at work in this thread, the outermost first, each once. */
    private static List<String> stack() {
        var frames = new ArrayList<>(Arrays.asList(Thread.currentThread().getStackTrace()));
        Collections.reverse(frames);
        return frames.stream()
                .map(frame -> frame.getClassName().replaceAll("^.*\\.", "").replaceAll("\\$.*$", ""))
                .distinct()
                .toList();
    }

    private int indexOf(Predicate<ChangeSet.RowChange> wanted) {
        for (int i = 0; i < commits.size(); i++) {
            if (commits.get(i).rows().stream().anyMatch(wanted)) {
                return i;
            }
        }
        throw new AssertionError("there is no such transaction");
    }

    private static boolean is(ChangeSet.RowChange change, String name) {
        return change.row().definition().name().equals(name);
    }

    private List<String> changed(int commit) {
        return commits.get(commit).rows().stream()
                .map(change -> change.row().ref().value())
                .toList();
    }

    /** The guest as it was after that transaction. */
    private Row<Vm> guestAfter(int commit) {
        return Rows.require(states.get(commit), Vm.CLASS, vm);
    }

    private static String page() throws IOException {
        return Files.readString(HOME.resolve("docs/walkthrough/vm-start.md"));
    }

    private static Set<String> names(String page) {
        return CLASS.matcher(page)
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace("`", ""))
                .collect(Collectors.toSet());
    }

    private static Set<String> sources() throws IOException {
        var found = new HashSet<String>();
        for (String module : List.of("xapi-model", "hypervisor-bridge", "storage", "network", "xapi-server")) {
            try (Stream<Path> files = Files.walk(HOME.resolve(module).resolve("src"))) {
                files.map(file -> file.getFileName().toString().replace(".java", ""))
                        .forEach(found::add);
            }
        }
        return found;
    }
}
