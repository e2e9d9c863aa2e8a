package io.github.vhdlayers.tika.pipes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vhdlayers.rows.Row;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that did not end well, as rows of the store. Thread-safe.
 *
 * @param store where they are
 */
record TaskLog(RowStore store) {
    /** How often a task was tried in vain. */
    int attempts(String task) throws IOException {
        List<JsonNode> rows = store.all(RowStore.TASKS, task);
        return rows.isEmpty() || isOk(rows.get(0))
                ? 0
                : rows.get(0).path("attempts").asInt();
    }

    /** Notes that a task failed. */
    void failed(String task, String state, double seconds, @Nullable String error) throws IOException {
        write(task, state, attempts(task) + 1, seconds, error);
    }

    /** Notes that a task that failed before went well. */
    void succeeded(String task, double seconds) throws IOException {
        int before = attempts(task);
        if (before > 0) {
            write(task, "ok", before + 1, seconds, null);
        }
    }

    private static boolean isOk(JsonNode row) {
        return row.path("state").asText().equals("ok");
    }

    private void write(String task, String state, int attempts, double seconds, @Nullable String error)
            throws IOException {
        int dash = task.indexOf('-');
        store.write(
                RowStore.TASKS,
                task,
                List.of(new Row()
                        .with("kind", task.substring(0, dash))
                        .with("key", task.substring(dash + 1))
                        .with("state", state)
                        .with("attempts", attempts)
                        .with("worker", host())
                        .with("seconds", seconds)
                        .with("error", error)));
    }

    private static @Nullable String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
