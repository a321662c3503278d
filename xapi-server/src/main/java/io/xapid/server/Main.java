package io.xapid.server;

import io.xapid.server.config.Config;
import io.xapid.server.config.ConfigException;
import io.xapid.server.config.ConfigReader;
import io.xapid.server.config.ExitCode;
import io.xapid.server.config.Manual;
import io.xapid.server.host.Product;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the daemon begins and ends: the only class that speaks to the terminal and to whoever started it. */
public final class Main {
    private static final Logger log = LoggerFactory.getLogger(Main.class);

    private Main() {}

    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        if (words.contains("--help")) {
            System.out.print(Manual.help());
            return;
        }
        if (words.contains("--version")) {
            System.out.println(Product.NAME + " " + Product.version());
            return;
        }
        try {
            serve(words);
        } catch (ConfigException problem) {
            end(ExitCode.USAGE, String.valueOf(problem.getMessage()));
        } catch (StartException problem) {
            log.debug("cannot start", problem);
            end(problem.exitCode(), String.valueOf(problem.getMessage()));
        } catch (InterruptedException stop) {
            end(ExitCode.FAILED, "interrupted while starting");
        } catch (RuntimeException defect) {
            log.error("cannot start", defect);
            end(ExitCode.FAILED, "cannot start: " + defect);
        }
    }

    private static void serve(List<String> words) throws ConfigException, StartException, InterruptedException {
        var reader = new ConfigReader(
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                "root".equals(System.getProperty("user.name")));
        Config config = reader.read(words);
        reader.unknownVariables().forEach(name -> log.info("the variable {} is set and means nothing", name));
        while (true) {
            serve(config);
            log.info("starting anew");
        }
    }

    /** Until it is to be started anew. */
    private static void serve(Config config) throws StartException, InterruptedException {
        Daemon daemon = Daemon.start(config);
        var atTheEnd = new Thread(() -> stop(daemon), "stop");
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        try {
            daemon.sayReady(); // only now: whoever waits for it may ask us to stop at once
        } catch (StartException problem) {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
            daemon.close();
            throw problem;
        }
        System.out.print(Welcome.text(config, daemon.url(), daemon.httpsUrl(), daemon.hypervisor(), daemon.network()));
        System.out.flush();

        daemon.awaitRestart();
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
        daemon.close();
    }

    /** Runs as the virtual machine ends on SIGTERM, SIGINT or SIGHUP, and holds it up until all is closed. */
    private static void stop(Daemon daemon) {
        log.info("stopping");
        daemon.close();
        log.info("stopped; guests go on");
        System.out.flush();
        Runtime.getRuntime().halt(ExitCode.STOPPED.code()); // else the exit code would tell of the signal
    }

    private static void end(ExitCode code, String line) {
        System.err.println("xapid: " + line.replaceAll("\\s*\\R\\s*", " "));
        System.exit(code.code());
    }
}
