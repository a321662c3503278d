package io.xapid.xe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.xapid.xe.net.Deadline;
import io.xapid.xe.net.Dialer;
import io.xapid.xe.net.Link;
import io.xapid.xe.talk.Conversation;
import io.xapid.xe.talk.HiddenLine;
import io.xapid.xe.talk.LastActs;
import io.xapid.xe.talk.Screen;
import io.xapid.xe.talk.Surroundings;
import io.xapid.xe.talk.Typed;
import io.xapid.xe.wire.MessageReader;
import io.xapid.xe.wire.ReplyWriter;
import io.xapid.xe.wire.Request;
import io.xapid.xe.wire.Version;
import io.xapid.xe.wire.WireFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs one command, from what was typed to its status. */
final class Client implements SettingsReader.Keyboard {
    private static final int SUCCESS = 0;
    private static final int FAILURE = 1;
    private static final int USUAL_SECONDS = 60;
    private static final int MOST_SECONDS = 3600;
    private static final int HEARTBEAT_MILLIS = 300_000;

    private final Map<String, String> environment;
    private final List<String> localSockets;
    private final Typed typed;
    private final Screen screen;
    private final LastActs lastActs;

    /** @param localSockets where a daemon of this machine may listen */
    Client(
            Map<String, String> environment,
            List<String> localSockets,
            InputStream in,
            OutputStream out,
            OutputStream error,
            LastActs lastActs) {
        this.environment = environment;
        this.localSockets = localSockets;
        this.typed = new Typed(in);
        this.screen = new Screen(out, error);
        this.lastActs = lastActs;
    }

    /** Never fails: what goes wrong is said, and is status 1. */
    int run(String[] arguments) {
        try {
            try {
                return dispatch(arguments);
            } catch (XeFailure failure) {
                say(String.valueOf(failure.getMessage()));
            } catch (OutOfMemoryError tooMuch) {
                say("Error: out of memory");
            } catch (RuntimeException fault) {
                say("Error: " + fault);
            } finally {
                screen.show();
            }
        } catch (Screen.ClosedOutput closed) {
            return closed(closed);
        } catch (IOException lost) {
            return FAILURE; // there is no place left to say so
        }
        return FAILURE;
    }

    private int closed(Screen.ClosedOutput closed) {
        if (!closed.isReaderGone()) {
            try {
                screen.error(("Error: cannot write: " + closed.getMessage() + "\n").getBytes(UTF_8));
            } catch (IOException alsoClosed) {
                return FAILURE;
            }
        }
        return FAILURE;
    }

    private void say(String message) throws IOException {
        screen.error((message + "\n").getBytes(UTF_8));
    }

    private int dispatch(String[] arguments) throws XeFailure, IOException {
        for (String argument : arguments) {
            if (argument.equals("-version")) {
                screen.out(("ThinCLI protocol: " + Version.OURS + "\n").getBytes(UTF_8));
                return SUCCESS;
            }
        }
        for (String argument : arguments) {
            if (argument.equals("-help") || argument.equals("--help")) {
                return usage();
            }
        }
        Settings settings = new SettingsReader(environment, this).read(arguments);
        if (settings.words().isEmpty()) {
            return usage();
        }
        var log = new DebugLog(screen, settings.debug(), settings.debugOnFail());
        int status = FAILURE;
        try {
            status = talk(settings, log);
            return status;
        } catch (Screen.ClosedOutput closed) {
            throw closed;
        } catch (WireFailure broken) {
            say(sentence(broken));
            return FAILURE;
        } catch (IOException lost) {
            say("Lost connection to the server: " + lost.getMessage());
            return FAILURE;
        } finally {
            if (status != SUCCESS) {
                log.failed();
            }
        }
    }

    private int usage() throws IOException {
        screen.error(Usage.TEXT.getBytes(UTF_8));
        return SUCCESS;
    }

    private int talk(Settings settings, DebugLog log) throws XeFailure, IOException {
        int patience = patienceMillis();
        var dialer = new Dialer(settings.server(), localSockets, patience);
        try (Link link = dialer.dial()) {
            var reader = new MessageReader(link.in());
            var writer = new ReplyWriter(link.out());
            Version version;
            try (var deadline = new Deadline(link, patience)) {
                try {
                    link.out().write(request(settings));
                    version = reader.greeting();
                } catch (IOException problem) {
                    deadline.check();
                    throw problem;
                }
            } catch (SocketTimeoutException silent) {
                throw new XeFailure("Error: the server did not greet within " + patience / 1000 + " s");
            }
            if (log.isTold()) {
                log.tell("The server speaks version " + version + ", this client " + Version.OURS);
            }
            writer.greet();
            try (var conversation = new Conversation(
                    new Surroundings(dialer, screen, typed, lastActs, log),
                    reader,
                    writer,
                    version.hasHeartbeats() ? HEARTBEAT_MILLIS : 0,
                    settings.words())) {
                return conversation.hold();
            }
        }
    }

    private static byte[] request(Settings settings) {
        var words = new ArrayList<String>(settings.words().size() + 2);
        words.addAll(settings.words());
        words.add("username=" + settings.user());
        words.add("password=" + settings.password());
        return Request.of(words, settings.traceParent(), settings.baggage());
    }

    private static String sentence(WireFailure failure) {
        return switch (failure.kind()) {
            case HTTP -> "Server internal error.";
            case SILENT -> "Error: the server closed the connection at once; are server and port right?";
            case VERSION -> "Protocol version mismatch: " + failure.getMessage();
            case BROKEN -> "Error: the conversation with the server broke: " + failure.getMessage();
        };
    }

    /** How long a server has for accepting a connection, and for its greeting. */
    private int patienceMillis() throws XeFailure {
        String text = environment.get("XE_TIMEOUT");
        if (text == null || text.isEmpty()) {
            return USUAL_SECONDS * 1000;
        }
        try {
            int seconds = Integer.parseInt(text);
            if (seconds >= 1 && seconds <= MOST_SECONDS) {
                return seconds * 1000;
            }
        } catch (NumberFormatException wrong) {
            throw wrongPatience();
        }
        throw wrongPatience();
    }

    @Override
    public String ask(String question) throws XeFailure {
        try {
            return HiddenLine.ask(question, lastActs);
        } catch (IOException noTerminal) {
            throw new XeFailure("Error: there is no terminal to ask for the password");
        }
    }

    private static XeFailure wrongPatience() {
        return new XeFailure("Error: XE_TIMEOUT is a number of seconds from 1 to 3600");
    }
}
