package io.github.vhdlayers.tika.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.vhdlayers.testkit.TestJava;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A published Tika server as a process of its own, listening on the loopback interface only, until it is closed. */
final class TikaServer implements AutoCloseable {
    private static final Path JARS = Path.of(System.getProperty("jars"));
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final String address;
    private final Path log;

    private TikaServer(Process process, String address, Path log) {
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /** Starts a server and waits until it answers. */
    static TikaServer start(String version, String... arguments) throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = TestJava.command();
        command.addAll(List.of(
                "-Xmx256m",
                "-cp",
                JARS.resolve("tika-server-" + version + ".jar")
                        + File.pathSeparator
                        + JARS.resolve("tika-vhd-parser.jar"),
                "org.apache.tika.server.core.TikaServerCli",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port)));
        command.addAll(List.of(arguments));
        return start(new ProcessBuilder(command), port);
    }

    /** A port on which no program listens. */
    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Starts a server that will listen on a port, and waits until it answers. */
    static TikaServer start(ProcessBuilder command, int port) throws IOException, InterruptedException {
        Path log = Files.createTempFile(JARS, "server", ".log");
        Process process =
                command.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        TikaServer server = new TikaServer(process, "http://127.0.0.1:" + port, log);
        try {
            server.waitUntilItAnswers();
            return server;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** Uploads a file and gives the answer, which must be well. */
    byte[] put(String path, String accept, Path file) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("Accept", accept)
                .header("Content-Disposition", "attachment; filename=" + file.getFileName())
                .PUT(HttpRequest.BodyPublishers.ofFile(file))
                .build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode(), path + ": " + Files.readString(log));
        return response.body();
    }

    private void waitUntilItAnswers() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/version"))
                .timeout(PATIENCE)
                .build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                Thread.sleep(200);
            }
        }
        fail("the server does not answer: " + Files.readString(log));
    }

    /** Ends the server and the process that it forked. */
    @Override
    public void close() {
        List<ProcessHandle> forked = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        forked.forEach(ProcessHandle::destroyForcibly);
    }
}
