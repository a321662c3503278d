package io.xapid.xe.talk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.xapid.xe.net.Link;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Joins the terminal to a guest's console, until Ctrl-], the end of what is typed, or the console's own end. */
final class ConsoleTunnel {
    private static final int LEAVE = 0x1d;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int PIECE = 64 << 10;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Surroundings around;
    private volatile boolean isLeft;

    ConsoleTunnel(Surroundings around) {
        this.around = around;
    }

    /** Returns whether there was a console to join. */
    boolean run(String url) throws IOException {
        Terminal terminal = null;
        try {
            long pause = FIRST_PAUSE_MILLIS;
            while (true) {
                try (var exchange = HttpExchange.open(around.dialer(), "CONNECT", url, "content-length: 0\r\n")) {
                    if (exchange.answer().status() != OK) {
                        refused(exchange);
                        return false;
                    }
                    if (terminal == null) {
                        terminal = enter();
                        if (terminal == null) {
                            return false;
                        }
                    }
                    pause = FIRST_PAUSE_MILLIS;
                    join(exchange);
                    return true;
                } catch (Screen.ClosedOutput closed) {
                    throw closed;
                } catch (IOException broken) {
                    if (isLeft) {
                        return true;
                    }
                    if (pause > LONGEST_PAUSE_MILLIS) {
                        around.screen().error(("Error: no console: " + broken.getMessage() + "\n").getBytes(UTF_8));
                        return false;
                    }
                    TimeUnit.MILLISECONDS.sleep(pause); // the host may be about to take the guest over
                    pause *= 2;
                }
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            if (terminal != null) {
                terminal.close();
                around.screen().out(new byte[] {'\r', '\n'}, 2);
                around.screen().show();
            }
        }
    }

    private @Nullable Terminal enter() throws IOException {
        try {
            Terminal terminal = Terminal.raw(around.lastActs());
            around.typed().readAhead();
            return terminal;
        } catch (IOException none) {
            around.screen().error(("Error: " + none.getMessage() + "\n").getBytes(UTF_8));
            return null;
        }
    }

    private void refused(HttpExchange exchange) throws IOException {
        String text = exchange.answer().status() == NOT_FOUND
                ? "Server replied with HTTP 404: the console is not available\n"
                : "Server said: " + exchange.answer().statusLine() + "\n";
        around.screen().error(text.getBytes(UTF_8));
    }

    private void join(HttpExchange exchange) throws IOException, InterruptedException {
        var keys = new Thread(null, () -> sendKeys(exchange.link()), "keys", 256 << 10);
        keys.setDaemon(true);
        keys.start();
        try {
            show(exchange.in());
        } finally {
            keys.interrupt();
            exchange.close(); // else it may wait for a server that does not read
            keys.join();
        }
    }

    private void show(InputStream in) throws IOException {
        byte[] piece = new byte[PIECE];
        while (true) {
            int count = in.read(piece);
            if (count < 0) {
                return;
            }
            around.screen().out(piece, count);
            around.screen().show();
        }
    }

    private void sendKeys(Link link) {
        byte[] piece = new byte[4 << 10];
        try {
            while (true) {
                int count = around.typed().await(piece);
                int wanted = 0;
                while (wanted < count && piece[wanted] != LEAVE) {
                    wanted++;
                }
                if (wanted > 0) {
                    link.out().write(piece, 0, wanted);
                    link.out().flush();
                }
                boolean isEnd = count < 0 || wanted < count;
                around.typed().drop(isEnd ? Math.max(0, wanted + 1) : count);
                if (isEnd) {
                    isLeft = true;
                    link.close();
                    return;
                }
            }
        } catch (IOException | InterruptedException ended) {
            return; // what was not sent stays for the next connection
        }
    }
}
