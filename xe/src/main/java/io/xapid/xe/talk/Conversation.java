package io.xapid.xe.talk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.xapid.xe.XeFailure;
import io.xapid.xe.wire.MessageReader;
import io.xapid.xe.wire.ReplyWriter;
import io.xapid.xe.wire.ServerOrders;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does what the server orders, one order after the other, until it says that this is the end. */
public final class Conversation implements ServerOrders<XeFailure>, AutoCloseable {
    private static final int ALL_OF_A_STATUS = 0xff;

    private final Surroundings around;
    private final MessageReader orders;
    private final ReplyWriter replies;
    private final int heartbeatMillis;
    private final NamedFiles files;
    private @Nullable Upload upload;
    private boolean isOver;
    private int status;

    /**
     * @param heartbeatMillis how often to say that an order is still being carried out; 0 for never
     * @param words of the command, which name the files that may be touched
     */
    public Conversation(
            Surroundings around, MessageReader orders, ReplyWriter replies, int heartbeatMillis, List<String> words) {
        this.around = around;
        this.orders = orders;
        this.replies = replies;
        this.heartbeatMillis = heartbeatMillis;
        this.files = new NamedFiles(words);
    }

    /**
     * Returns the status that the server ends the command with.
     *
     * @throws XeFailure when an order cannot be carried out, and the command ends for that
     */
    public int hold() throws XeFailure, IOException {
        while (!isOver) {
            if (!orders.hasMore()) {
                around.screen().show();
            }
            orders.next(this);
        }
        around.screen().show();
        return status;
    }

    @Override
    public void print(byte[] line) throws IOException {
        around.screen().line(line);
    }

    @Override
    public void printError(byte[] text) throws IOException {
        around.screen().error(text);
    }

    @Override
    public void debug(byte[] text) throws IOException {
        if (around.tale().isTold()) {
            around.tale().tell("debug from server: " + new String(text, UTF_8));
        }
    }

    @Override
    public void error(String code, List<String> parameters) throws IOException {
        String text = "Error code: " + code + "\nError parameters: " + String.join(", ", parameters) + "\n";
        around.screen().error(text.getBytes(UTF_8));
    }

    @Override
    public void exit(int code) {
        boolean looksLikeSuccess = (code & ALL_OF_A_STATUS) == 0;
        status = code != 0 && looksLikeSuccess ? 1 : code & ALL_OF_A_STATUS;
        isOver = true;
    }

    @Override
    public void load(String file) throws XeFailure, IOException {
        around.screen().show();
        new FileGift(files, replies).run(file);
    }

    @Override
    public void prompt() throws XeFailure, IOException {
        around.screen().show();
        byte[] line;
        try {
            line = around.typed().line();
        } catch (IOException nobody) {
            throw new XeFailure("Error: the server asks, and " + nobody.getMessage());
        }
        replies.chunk(line.length);
        replies.bytes(line, line.length);
        replies.end();
    }

    @Override
    public void get(String file, String place) throws XeFailure, IOException {
        around.screen().show();
        boolean isDone;
        try (var heartbeat = new Heartbeat(replies, heartbeatMillis)) {
            isDone = new Download(around, files).run(file, place);
        } catch (LocalFailure failure) {
            throw failed(failure);
        }
        reply(isDone);
    }

    @Override
    public void put(String file, String place) throws XeFailure, IOException {
        around.screen().show();
        if (upload == null) {
            upload = new Upload(around, files);
        }
        boolean isDone;
        try (var heartbeat = new Heartbeat(replies, heartbeatMillis)) {
            isDone = upload.run(file, place);
        } catch (LocalFailure failure) {
            throw failed(failure);
        }
        reply(isDone);
    }

    @Override
    public void connect(String place) throws IOException {
        around.screen().show();
        boolean isDone;
        try (var heartbeat = new Heartbeat(replies, heartbeatMillis)) {
            isDone = new ConsoleTunnel(around).run(place);
        }
        reply(isDone);
    }

    private XeFailure failed(LocalFailure failure) throws IOException {
        replies.failed();
        return new XeFailure("Operation failed. Error: " + failure.getMessage());
    }

    private void reply(boolean isDone) throws IOException {
        if (isDone) {
            replies.ok();
        } else {
            replies.failed();
        }
    }

    @Override
    public void close() throws IOException {
        if (upload != null) {
            upload.close();
        }
    }
}
