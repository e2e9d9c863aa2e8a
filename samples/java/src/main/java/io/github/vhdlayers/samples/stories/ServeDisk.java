package io.github.vhdlayers.samples.stories;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves a disk to programs of this machine, by HTTP with ranges: many threads read one disk at once. */
public final class ServeDisk {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})?");

    private ServeDisk() {}

    /** {@code ServeDisk FILE PORT}: until the program is ended. */
    public static void main(String[] args) throws IOException {
        serve(VirtualDisk.open(Path.of(args[0])), Integer.parseInt(args[1]));
    }

    /** Serves a disk, which stays open as long as the server runs. */
    static HttpServer serve(VirtualDisk disk, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/disk", exchange -> answer(disk, exchange));
        server.start();
        return server;
    }

    private static void answer(VirtualDisk disk, HttpExchange exchange) throws IOException {
        try (exchange) {
            String asked = exchange.getRequestHeaders().getFirst("Range");
            Matcher range = RANGE.matcher(asked == null ? "bytes=0-" : asked);
            if (!range.matches() || Long.parseLong(range.group(1)) >= disk.size()) {
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            long first = Long.parseLong(range.group(1));
            long last = range.group(2) == null
                    ? disk.size() - 1
                    : Math.min(disk.size() - 1, Long.parseLong(range.group(2)));
            if (last < first) {
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Range", "bytes " + first + "-" + last + "/" + disk.size());
            exchange.sendResponseHeaders(asked == null ? 200 : 206, last - first + 1);
            try (InputStream bytes =
                    RandomAccessSources.inputStream(RandomAccessSources.slice(disk, first, last - first + 1))) {
                // What is unknown fails here, and ends the answer before its length: the client notices.
                bytes.transferTo(exchange.getResponseBody());
            }
        }
    }
}
