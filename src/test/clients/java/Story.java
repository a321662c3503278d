import com.xensource.xenapi.Connection;
import com.xensource.xenapi.Console;
import com.xensource.xenapi.Event;
import com.xensource.xenapi.EventBatch;
import com.xensource.xenapi.Network;
import com.xensource.xenapi.Pool;
import com.xensource.xenapi.SR;
import com.xensource.xenapi.Session;
import com.xensource.xenapi.Task;
import com.xensource.xenapi.Types;
import com.xensource.xenapi.VBD;
import com.xensource.xenapi.VDI;
import com.xensource.xenapi.VIF;
import com.xensource.xenapi.VM;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.jar.JarFile;
import javax.net.ssl.SSLSocketFactory;

/**
 * The story of one guest, told with an unmodified Java SDK. The same source is compiled against each SDK's jar.
 *
 * <p>Usage: {@code java Story SDK_JAR URL PASSWORD TEMPLATE rfb|vt100}.
 */
public final class Story {
    private static final long DEADLINE_MILLIS = 120_000;

    public static void main(String[] arguments) throws Exception {
        File sdk = new File(arguments[0]);
        URL url = new URL(arguments[1]);
        String password = arguments[2];

        try {
            Session.loginWithPassword(new Connection(url), "root", password + "x", "1.3");
            fail("wrong password is refused");
        } catch (Types.SessionAuthenticationFailed refused) {
            say("wrong password is refused");
        }
        Connection c = new Connection(url);
        Session.loginWithPassword(c, "root", password, "1.3");
        say("login, version " + c.getAPIVersion());

        inventory(sdk, c);
        tell(c, arguments[3], Types.ConsoleProtocol.valueOf(arguments[4].toUpperCase()));

        String reference = c.getSessionReference();
        Session.logout(c);
        try {
            VM.getAll(new Connection(url, reference));
            fail("use after logout is refused");
        } catch (Types.SessionInvalid refused) {
            say("use after logout is refused");
        }
        System.out.println("story told");
    }

    /** Follows a console's location as viewers do: the answer's first line, and the first that the console sends. */
    private static String consoleSays(String location, String session) throws IOException {
        URL url = new URL(location);
        int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
        try (Socket console = SSLSocketFactory.getDefault().createSocket(url.getHost(), port)) {
            console.setSoTimeout((int) DEADLINE_MILLIS);
            String request = "CONNECT " + url.getFile() + "&session_id=" + session + " HTTP/1.0\r\n\r\n";
            console.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(console.getInputStream(), StandardCharsets.US_ASCII));
            String status = lines.readLine();
            String line = status;
            while (line != null && !line.isEmpty()) {
                line = lines.readLine();
            }
            return status + ", " + lines.readLine();
        }
    }

    private static void tell(Connection c, String templateName, Types.ConsoleProtocol spoken) throws Exception {
        Pool pool = Pool.getAll(c).iterator().next();
        SR sr = pool.getDefaultSR(c);
        VM template = VM.getByNameLabel(c, templateName).iterator().next();
        Network.Record wantedNetwork = new Network.Record();
        wantedNetwork.nameLabel = "story";
        Network network = Network.create(c, wantedNetwork);
        Set<String> classes = Set.of("vm");
        List<String> states = new ArrayList<>();
        String token = Event.from(c, classes, "", 0.1).token;

        VM vm = template.createClone(c, "story-java");
        vm.provision(c);
        token = follow(c, classes, token, vm, Types.VmPowerState.HALTED, states);
        VDI.Record wantedDisk = new VDI.Record();
        wantedDisk.nameLabel = "story disk";
        wantedDisk.SR = sr;
        wantedDisk.virtualSize = 64L << 20;
        wantedDisk.type = Types.VdiType.USER;
        VDI vdi = VDI.create(c, wantedDisk);
        VBD.Record wantedDevice = new VBD.Record();
        wantedDevice.VM = vm;
        wantedDevice.VDI = vdi;
        wantedDevice.userdevice = "1";
        wantedDevice.mode = Types.VbdMode.RW;
        wantedDevice.type = Types.VbdType.DISK;
        VBD vbd = VBD.create(c, wantedDevice);
        VIF.Record wantedNic = new VIF.Record();
        wantedNic.VM = vm;
        wantedNic.network = network;
        wantedNic.device = "0";
        wantedNic.MTU = 1500L;
        VIF vif = VIF.create(c, wantedNic);
        check(vm.getVBDs(c).contains(vbd) && vm.getVIFs(c).contains(vif), "devices hang on the guest");

        vm.start(c, false, false);
        check(vm.getPowerState(c) == Types.VmPowerState.RUNNING, "the guest runs");
        token = follow(c, classes, token, vm, Types.VmPowerState.RUNNING, states);
        check(vbd.getCurrentlyAttached(c) && vif.getCurrentlyAttached(c), "its devices are attached");
        List<String> heard = new ArrayList<>();
        for (Console console : vm.getConsoles(c)) {
            if (console.getProtocol(c) == spoken) {
                heard.add(consoleSays(console.getLocation(c), c.getSessionReference()));
            }
        }
        String banner = spoken == Types.ConsoleProtocol.RFB ? "RFB 003.008" : "";
        check(
                heard.size() == 1 && heard.get(0).startsWith("HTTP/1.1 200 OK, " + banner),
                "its console is where its location says " + heard);
        try {
            vm.start(c, false, false);
            fail("a second start is refused");
        } catch (Types.VmBadPowerState refused) {
            check(
                    refused.expected.equals("halted") && refused.actual.equals("running"),
                    "a second start is refused exactly");
        }
        vm.pause(c);
        token = follow(c, classes, token, vm, Types.VmPowerState.PAUSED, states);
        vm.unpause(c);
        token = follow(c, classes, token, vm, Types.VmPowerState.RUNNING, states);
        until("the guest reports", () -> !vm.getGuestMetrics(c).toWireString().equals("OpaqueRef:NULL"));
        Task task = vm.cleanShutdownAsync(c);
        until("its task ends", () -> task.getStatus(c) != Types.TaskStatusType.PENDING);
        check(task.getStatus(c) == Types.TaskStatusType.SUCCESS, "its task succeeds " + task.getErrorInfo(c));
        task.destroy(c);
        check(vm.getPowerState(c) == Types.VmPowerState.HALTED, "the guest is halted");
        token = follow(c, classes, token, vm, Types.VmPowerState.HALTED, states);

        Task cloning = vm.createCloneAsync(c, "story-java-2");
        until("cloning ends", () -> cloning.getStatus(c) != Types.TaskStatusType.PENDING);
        VM second = Types.toVM(cloning, c);
        check(second.getNameLabel(c).equals("story-java-2"), "a task's result is read");
        for (VBD copied : second.getVBDs(c)) {
            VDI disk = copied.getVDI(c);
            copied.destroy(c);
            if (!disk.toWireString().equals("OpaqueRef:NULL")) {
                disk.destroy(c);
            }
        }
        second.destroy(c);
        cloning.destroy(c);

        vbd.destroy(c);
        vdi.destroy(c);
        vif.destroy(c);
        vm.destroy(c);
        network.destroy(c);
        try {
            vm.getRecord(c);
            fail("the guest is gone");
        } catch (Types.HandleInvalid gone) {
            say("the guest is gone");
        }
        check(
                states.equals(List.of("HALTED", "RUNNING", "PAUSED", "RUNNING", "HALTED")),
                "events came in order " + states);
    }

    /** Calls get_all_records of every class that the SDK knows. */
    private static void inventory(File sdk, Connection c) throws Exception {
        int classes = 0;
        try (JarFile jar = new JarFile(sdk)) {
            for (String name : (Iterable<String>) jar.stream().map(e -> e.getName())::iterator) {
                if (name.startsWith("com/xensource/xenapi/") && name.endsWith(".class") && !name.contains("$")) {
                    Class<?> candidate =
                            Class.forName(name.substring(0, name.length() - 6).replace('/', '.'));
                    classes += walk(candidate, c);
                }
            }
        }
        check(classes > 30, "inventory of " + classes + " classes");
    }

    private static int walk(Class<?> candidate, Connection c) throws Exception {
        Method all;
        try {
            all = candidate.getMethod("getAllRecords", Connection.class);
        } catch (NoSuchMethodException none) {
            return 0;
        }
        try {
            ((Map<?, ?>) all.invoke(null, c)).size();
        } catch (InvocationTargetException failed) {
            if (!failed.getCause().getClass().getSimpleName().equals("MessageRemoved")) {
                throw new AssertionError(candidate.getSimpleName() + ": " + failed.getCause(), failed.getCause());
            }
        }
        return 1;
    }

    private static String follow(
            Connection c, Set<String> classes, String token, VM vm, Types.VmPowerState wanted, List<String> states)
            throws Exception {
        long end = System.currentTimeMillis() + DEADLINE_MILLIS;
        String next = token;
        while (System.currentTimeMillis() < end) {
            EventBatch batch = Event.from(c, classes, next, 5.0);
            next = batch.token;
            for (Event.Record event : batch.events) {
                if (event.snapshot instanceof VM.Record && event.ref.equals(vm.toWireString())) {
                    String state = ((VM.Record) event.snapshot).powerState.name();
                    if (states.isEmpty() || !states.get(states.size() - 1).equals(state)) {
                        states.add(state);
                    }
                }
            }
            if (!states.isEmpty() && states.get(states.size() - 1).equals(wanted.name())) {
                say("event: " + wanted);
                return next;
            }
        }
        throw new AssertionError("no event tells of " + wanted);
    }

    private static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.currentTimeMillis() + DEADLINE_MILLIS;
        while (!condition.call()) {
            check(System.currentTimeMillis() < end, what + " (in time)", true);
            Thread.sleep(20);
        }
        say(what);
    }

    private static void check(boolean condition, String what) {
        check(condition, what, false);
    }

    private static void check(boolean condition, String what, boolean quietly) {
        if (!condition) {
            fail(what);
        }
        if (!quietly) {
            say(what);
        }
    }

    private static void say(String what) {
        System.out.println("held: " + what);
    }

    private static void fail(String what) {
        System.out.println("FAILED: " + what);
        System.exit(1);
    }
}
