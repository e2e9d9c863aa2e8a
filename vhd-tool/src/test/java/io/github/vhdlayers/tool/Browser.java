package io.github.vhdlayers.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A headless Chromium with one page, spoken to in its own protocol. */
final class Browser implements AutoCloseable {
    private static final int LIMIT_SECONDS = 60;

    private final Process process;
    private final WebSocket socket;
    private final Messages messages = new Messages();
    private final ObjectMapper json = new ObjectMapper();
    private int lastId;

    private Browser(Process process, String endpoint) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(endpoint), messages)
                .join();
    }

    /** Starts one, with a profile in an empty folder. */
    static Browser start(Path profile) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank"))
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log").toFile())
                .start();
        try {
            return new Browser(process, page(port(process, profile.resolve("DevToolsActivePort"))));
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String port(Process process, Path file) throws Exception {
        for (int i = 0; i < LIMIT_SECONDS * 20 && process.isAlive(); i++) {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() > 1) {
                return lines.get(0);
            }
            Thread.sleep(50);
        }
        throw new IOException("Chromium did not start: " + Files.readString(file.resolveSibling("log")));
    }

    private static String page(String port) throws IOException {
        for (JsonNode target : new ObjectMapper()
                .readTree(URI.create("http://127.0.0.1:" + port + "/json").toURL())) {
            if (target.path("type").asText().equals("page")) {
                return target.path("webSocketDebuggerUrl").asText();
            }
        }
        throw new IOException("Chromium has no page");
    }

    /** Loads a file, and waits until it is shown. */
    void open(Path file) throws Exception {
        call("Page.enable", "{}");
        call("Page.navigate", "{\"url\": \"" + file.toUri() + "\"}");
        while (!messages.take(json).path("method").asText().equals("Page.loadEventFired")) {
            // Something else that happened.
        }
    }

    /** How wide and high the window is. */
    void size(int width, int height) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                "{\"width\": " + width + ", \"height\": " + height + ", \"deviceScaleFactor\": 1, \"mobile\": false}");
    }

    /**
     * As what the page is shown.
     *
     * @param media {@code screen} or {@code print}
     * @param scheme {@code light} or {@code dark}
     */
    void media(String media, String scheme) throws Exception {
        call(
                "Emulation.setEmulatedMedia",
                "{\"media\": \"" + media + "\", \"features\": [{\"name\": \"prefers-color-scheme\", \"value\": \""
                        + scheme + "\"}]}");
    }

    /** The value of an expression in the page. */
    JsonNode evaluate(String expression) throws Exception {
        ObjectNode parameters =
                json.createObjectNode().put("expression", expression).put("returnByValue", true);
        JsonNode result = call("Runtime.evaluate", parameters.toString());
        if (result.has("exceptionDetails")) {
            throw new IOException(result.path("exceptionDetails").toString());
        }
        return result.path("result").path("value");
    }

    /** The page as it is printed, as a PDF. */
    byte[] print() throws Exception {
        return call("Page.printToPDF", "{\"printBackground\": true, \"paperWidth\": 8.27, \"paperHeight\": 11.69}")
                .path("data")
                .binaryValue();
    }

    private JsonNode call(String method, String parameters) throws Exception {
        int id = ++lastId;
        socket.sendText("{\"id\": " + id + ", \"method\": \"" + method + "\", \"params\": " + parameters + "}", true)
                .join();
        while (true) {
            JsonNode answer = messages.take(json);
            if (answer.path("id").asInt() == id) {
                if (answer.has("error")) {
                    throw new IOException(method + ": " + answer.path("error"));
                }
                return answer.path("result");
            }
        }
    }

    @Override
    public void close() {
        socket.abort();
        // Its helpers first: their parent is then no more; its end must not depend on theirs.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Collects messages, which may come in parts. */
    private static final class Messages implements WebSocket.Listener {
        private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();

        JsonNode take(ObjectMapper json) throws Exception {
            String message = queue.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new IOException("Chromium does not answer");
            }
            return json.readTree(message);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                queue.add(part.toString());
                part.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}
