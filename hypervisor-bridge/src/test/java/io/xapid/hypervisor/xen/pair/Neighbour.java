package io.xapid.hypervisor.xen.pair;

import io.xapid.hypervisor.VmId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** The other host, as a test sees it: a {@link FarHost} started there through ssh, and connections to it. */
final class Neighbour implements AutoCloseable {
    private static final String NAME = "lab2";
    private static final String ADDRESS = "192.168.77.2";
    private static final int PORT = 7_443;
    private static final String HOME = "/root/xen-tests";
    private static final String KEYS = HOME + "/pair.p12";
    private static final String STATE = "/var/lib/xapid-pair";

    private final SSLContext context;
    private Process ssh;
    private String pid = "";

    Neighbour(Path keys) throws Exception {
        context = TlsChannel.context(keys);
        run(List.of("scp", "-q", keys.toString(), NAME + ":" + KEYS));
        ssh = launch();
    }

    private Process launch() throws IOException {
        String command =
                "cd %s && exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp \"$(echo bridge %s lib/*.jar | tr ' ' :)\" %s %d %s %s"
                        .formatted(HOME, "/usr/share/xapid/lib/*.jar", FarHost.class.getName(), PORT, KEYS, STATE);
        Process started = new ProcessBuilder("ssh", NAME, command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = started.inputReader(StandardCharsets.UTF_8);
        String first = said.readLine();
        if (first == null || !first.startsWith("ready ")) {
            throw new IOException("the other host does not come: " + first);
        }
        pid = first.substring("ready ".length());
        return started;
    }

    /** Ends its bridge as a power cut would end it, and starts another on the same state. */
    void killAndStartAgain() throws Exception {
        kill();
        startAgain();
    }

    /** Starts a bridge on the state of the one that was killed. */
    void startAgain() throws IOException {
        ssh = launch();
    }

    void kill() throws Exception {
        run(List.of("ssh", NAME, "kill -KILL " + pid));
        ssh.waitFor(60, TimeUnit.SECONDS);
    }

    /** Has it do something, and fails as it does. */
    String does(String verb, VmId vm, String... more) throws IOException {
        try (TlsChannel connection = begins(verb, vm, more)) {
            String answer = connection.line();
            if (!answer.startsWith("ok ")) {
                throw new IOException("the other host: " + answer);
            }
            return answer.substring("ok ".length());
        }
    }

    /** A connection on which it has begun to do something. */
    TlsChannel begins(String verb, VmId vm, String... more) throws IOException {
        TlsChannel connection = TlsChannel.connect(context, ADDRESS, PORT);
        connection.line(verb + " " + vm + (more.length == 0 ? "" : " " + String.join(" ", more)));
        return connection;
    }

    static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("failed: " + command);
        }
    }

    @Override
    public void close() throws Exception {
        ssh.getOutputStream().close(); // which tells it to end
        if (!ssh.waitFor(60, TimeUnit.SECONDS)) {
            kill();
        }
        run(List.of("ssh", NAME, "rm -rf " + STATE + " " + KEYS));
    }
}
