package io.github.vhdlayers.tool.nbd;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Serves exports to clients on a socket, each on a thread of its own. No client can end it: one that breaks the rules or takes too
 * long is disconnected. Thread-safe.
 *
 * <p>Its threads are never interrupted, because that would close the files that they read: they end when their sockets are closed.
 */
public final class NbdServer implements Closeable {
    private static final long LOOK_MILLIS = 250;
    private static final long CLOSE_MILLIS = 5000;
    private static final int MOST_LINES = 20;

    private final ServerSocketChannel listener;
    private final NbdConversation conversation;
    private final NbdLimits limits;
    private final Consumer<String> messages;
    private final Map<SocketChannel, Client> clients = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger lines = new AtomicInteger();

    private record Client(Deadline deadline, CountDownLatch done) {}

    private NbdServer(ServerSocketChannel listener, NbdExports exports, NbdLimits limits, Consumer<String> messages) {
        this.listener = listener;
        this.limits = limits;
        this.messages = messages;
        this.conversation = new NbdConversation(exports, limits, new Buffers(), this::say);
    }

    /**
     * Begins to serve.
     *
     * @param address a path, at which a socket is made and which must be free, or an address of this machine
     * @param exports what is served; the disk has to stay open until this is closed
     * @param limits how much clients may take
     * @param messages receives single lines about what could not be read, up to a number; from any thread
     * @throws IOException if the address cannot be used
     */
    @SuppressWarnings("resource") // The server owns the channel.
    public static NbdServer open(SocketAddress address, NbdExports exports, NbdLimits limits, Consumer<String> messages)
            throws IOException {
        ServerSocketChannel listener = address instanceof UnixDomainSocketAddress
                ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                : ServerSocketChannel.open();
        try {
            listener.bind(address);
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
        NbdServer server = new NbdServer(listener, exports, limits, messages);
        start("nbd accept", server::accept);
        start("nbd deadlines", server::lookAtDeadlines);
        return server;
    }

    /** Where it listens: for port 0 with the port that was free. */
    public SocketAddress address() throws IOException {
        return listener.getLocalAddress();
    }

    /** How many clients are connected. */
    public int clients() {
        return clients.size();
    }

    /** Waits until the server is closed. */
    public void await() throws InterruptedException {
        closed.await();
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                welcome(listener.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | OutOfMemoryError e) {
                // Too many open files or threads, as a rule: some client will go.
                say("a client could not be accepted: " + e.getMessage());
                pause();
            }
        }
    }

    private void welcome(SocketChannel channel) throws IOException {
        Client client = new Client(new Deadline(), new CountDownLatch(1));
        if (clients.size() >= limits.clients()) {
            channel.close();
            return;
        }
        clients.put(channel, client);
        try {
            if (channel.getRemoteAddress() instanceof InetSocketAddress) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            start("nbd client", () -> serve(channel, client));
        } catch (IOException | RuntimeException | Error e) {
            forget(channel, client);
            throw e;
        }
        if (closed.getCount() == 0) {
            // Accepted while the others were being disconnected.
            channel.close();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // No client shall end the server.
    private void serve(SocketChannel channel, Client client) {
        try {
            conversation.hold(channel, client.deadline());
        } catch (RuntimeException | OutOfMemoryError e) {
            say("a client was disconnected because of an error in this program: " + e);
        } finally {
            forget(channel, client);
        }
    }

    private void forget(SocketChannel channel, Client client) {
        close(channel);
        clients.remove(channel);
        client.done().countDown();
    }

    private void lookAtDeadlines() {
        while (listener.isOpen()) {
            long now = System.nanoTime();
            clients.forEach((channel, client) -> {
                if (client.deadline().isOver(now)) {
                    close(channel);
                }
            });
            pause();
        }
    }

    private void pause() {
        try {
            closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String line) {
        int count = lines.incrementAndGet();
        if (count <= MOST_LINES) {
            messages.accept(line + (count == MOST_LINES ? "\nfurther failures are not shown" : ""));
        }
    }

    @SuppressWarnings("EmptyCatch") // It is closed all the same.
    private static void close(Closeable channel) {
        try {
            channel.close();
        } catch (IOException e) {
        }
    }

    /** Disconnects all clients and ends. May be called more than once; the exports' disk can be closed after it. */
    @Override
    public void close() {
        close(listener);
        closed.countDown();
        clients.keySet().forEach(NbdServer::close);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        for (Client client : clients.values()) {
            try {
                client.done().await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
