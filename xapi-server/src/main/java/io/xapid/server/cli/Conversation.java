package io.xapid.server.cli;

import io.xapid.model.meta.XenModel;
import io.xapid.server.api.CallHandler;
import io.xapid.server.api.WireCall;
import io.xapid.server.wire.codec.CallCodec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** One command from its words to its exit status. */
final class Conversation {
    /** Options that commands may leave unheeded, or that are heeded for all of them alike. */
    private static final Set<String> WITHOUT_HARM =
            Set.of("force", "timeout", "progress", "new-name-label", "new-name-description", "uuid");

    private final Surroundings around;
    private final WireCall.Caller caller;
    private final ThinTalk talk;

    /** What all conversations share. */
    record Surroundings(CallHandler calls, CallCodec codec, XenModel model, Catalogue catalogue) {}

    Conversation(Surroundings around, WireCall.Caller caller, ThinTalk talk) {
        this.around = around;
        this.caller = caller;
        this.talk = talk;
    }

    /** @param words one a line, as they came */
    void hold(List<String> words) throws IOException, InterruptedException {
        talk.greet();
        var api = new Api(around.calls(), around.codec(), around.model(), caller, talk::isOpen);
        var records = new Records(api);
        int status = 1;
        boolean isTraced = words.contains("--trace") || words.contains("trace=true");
        try {
            CommandLine line = CommandLine.parse(words);
            if (line.isSet("progress")) {
                api.show(new ProgressBar(talk, System::nanoTime));
            }
            var output = new Output(talk, line.isSet("minimal"));
            status = inSession(line, output, api, records);
        } catch (CliFailure failure) {
            talk.printError(failure.getMessage() + "\n");
            if (isTraced) {
                talk.printError("Raised Cli_failure(" + failure.getMessage() + ")\nBacktrace:\n");
            }
        }
        talk.exit(status);
    }

    private int inSession(CommandLine line, Output output, Api api, Records records)
            throws CliFailure, IOException, InterruptedException {
        if (line.command().equals("help")) {
            new Help(around.catalogue()).run(line, output);
            output.finish();
            return 0;
        }
        Optional<String> lent = line.find("session_id");
        if (lent.isPresent()) {
            api.adopt(lent.get());
        } else {
            try {
                login(line, api);
            } catch (ApiFailure refused) {
                tell(refused, records, line);
                return 1;
            }
        }
        try {
            boolean isDone = run(line, output, api, records);
            output.finish();
            return isDone ? 0 : 1;
        } catch (ApiFailure failure) {
            tell(failure, records, line);
            return 1;
        } finally {
            if (lent.isEmpty()) {
                logout(api);
            }
        }
    }

    private static void login(CommandLine line, Api api)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        String user = line.find("username").orElse("");
        try {
            api.login(user, line.find("password").orElse(""));
        } catch (ApiFailure refused) {
            if (!refused.code().equals("SESSION_AUTHENTICATION_FAILED")) {
                throw refused; // of which the password may know nothing
            }
            throw CliFailure.usage(user.isEmpty() ? "Username/password must be specified" : "Authentication failed");
        }
    }

    private static void logout(Api api) throws IOException, InterruptedException {
        try {
            api.logout();
        } catch (ApiFailure gone) {
            return; // the session ended before the command did
        }
    }

    private void tell(ApiFailure failure, Records records, CommandLine line)
            throws CliFailure, IOException, InterruptedException {
        String sentence = Sentences.of(failure, records);
        if (sentence == null) {
            talk.error(failure.code(), failure.parameters());
        } else {
            talk.printError(sentence);
            if (!line.isSet("minimal")) { // what follows is for people, and not in what scripts know
                talk.printError("Error code: " + failure.code() + "\n");
                String hint = Hints.of(failure.code(), Sentences.uuids(failure, records));
                if (!hint.isEmpty()) {
                    talk.printError("Next step: " + hint + "\n");
                }
            }
        }
        if (line.isSet("trace")) {
            talk.printError("Raised Server_error(" + failure.code() + ", [ " + String.join("; ", failure.parameters())
                    + " ])\nBacktrace:\n" + (failure.backtrace().isEmpty() ? "" : failure.backtrace() + "\n"));
        }
    }

    private boolean run(CommandLine line, Output output, Api api, Records records)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        Command command = around.catalogue().commands().get(line.command());
        if (command != null) {
            return runCommand(command, line, output, api, records);
        }
        for (String verb :
                List.of("param-list", "param-get", "param-set", "param-add", "param-remove", "param-clear", "list")) {
            String name = line.command();
            CliClass of = name.endsWith("-" + verb)
                    ? around.catalogue().classes().get(name.substring(0, name.length() - verb.length() - 1))
                    : null;
            if (of != null && new GenericCommands(api, records, output, line, of).run(verb)) {
                return true;
            }
        }
        throw new Help(around.catalogue()).unknown(line.command());
    }

    private boolean runCommand(Command command, CommandLine given, Output output, Api api, Records records)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        for (String required : command.required()) {
            if (!required.endsWith(":")) {
                given.require(required);
            }
        }
        CommandLine line = command.is('F') ? FileWords.read(given, talk) : given;
        Optional<Written.Body> written = Written.find(command.name());
        if (written.isEmpty() && command.action().isEmpty()) {
            throw new ApiFailure(List.of("NOT_IMPLEMENTED", command.name()));
        }
        if (!command.is('V') && !command.is('H') && !command.is('S')) {
            perform(
                    command,
                    written,
                    new Written.Scene(line, output, api, records, talk, around.catalogue(), "", Map.of()));
            return true;
        }
        String className = command.is('V') ? "vm" : command.is('H') ? "host" : "sr";
        CliClass of = Objects.requireNonNull(around.catalogue().classes().get(className));
        boolean isDone = true;
        Map<String, Map<?, ?>> chosen = new Selection(records).chosen(of, command, line);
        for (Map.Entry<String, Map<?, ?>> one : chosen.entrySet()) {
            var scene = new Written.Scene(
                    line, output, api, records, talk, around.catalogue(), one.getKey(), one.getValue());
            try {
                perform(command, written, scene);
            } catch (ApiFailure failure) {
                if (chosen.size() == 1) {
                    throw failure;
                }
                isDone = false;
                String sentence = Sentences.of(failure, records);
                talk.print("operation failed on " + one.getValue().get("uuid") + ": "
                        + (sentence == null ? failure.code() : sentence.strip()));
            }
        }
        return isDone;
    }

    private static void perform(Command command, Optional<Written.Body> written, Written.Scene scene)
            throws ApiFailure, CliFailure, IOException, InterruptedException {
        if (written.isPresent()) {
            written.get().run(scene);
            return;
        }
        for (String option : command.optional()) {
            String name = option.replace(":", "");
            boolean isGiven = scene.line().find(name).isPresent()
                    || (option.endsWith(":") && !scene.line().map(name).isEmpty());
            if (isGiven && !command.action().contains(name) && !WITHOUT_HARM.contains(name)) {
                throw new ApiFailure(List.of("NOT_IMPLEMENTED", command.name() + " " + name));
            }
        }
        new CallCommand(scene.api(), scene.records(), scene.line()).run(command.action(), scene.self(), scene.output());
    }
}
