package io.xapid.xe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server on the loopback address that plays one script for each connection, in their order, side by side. */
public final class ScriptedServer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final ServerSocket listener;
    private final List<CompletableFuture<Void>> plays = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();

    /** What happens on one connection; a failure of it fails {@link #await}. */
    @FunctionalInterface
    public interface Script {
        void play(Line line) throws IOException;
    }

    public ScriptedServer(Script... scripts) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), scripts);
    }

    public ScriptedServer(ServerSocket listener, Script... scripts) {
        this.listener = listener;
        for (int i = 0; i < scripts.length; i++) {
            plays.add(new CompletableFuture<>());
        }
        var thread = new Thread(() -> accept(scripts), "scripted server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(Script... scripts) {
        for (int i = 0; i < scripts.length; i++) {
            CompletableFuture<Void> play = plays.get(i);
            Script script = scripts[i];
            try {
                Socket socket = listener.accept();
                synchronized (sockets) {
                    sockets.add(socket);
                }
                socket.setSoTimeout(PATIENCE_MILLIS);
                var thread = new Thread(() -> play(script, socket, play), "script " + i);
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                play.completeExceptionally(closed);
            }
        }
    }

    private static void play(Script script, Socket socket, CompletableFuture<Void> play) {
        try (socket) {
            script.play(new Line(socket));
            play.complete(null);
        } catch (IOException | RuntimeException | AssertionError problem) {
            play.completeExceptionally(problem);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Waits until all scripts are played to their ends. */
    public void await() throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture.allOf(plays.toArray(CompletableFuture[]::new)).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        synchronized (sockets) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
