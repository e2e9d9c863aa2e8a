package io.github.vhdlayers.tika.pipes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vhdlayers.rows.LayerChain;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The files of a chain by the rows of its layers alone, as the page of the module says. */
final class RecursiveView {
    private RecursiveView() {}

    /** Volume, path and stream of every file, and the SHA-256 of its content. */
    static Map<String, String> of(RowStore store, LayerChain chain) throws IOException {
        Map<String, String> view = new HashMap<>();
        List<String> oldestFirst = new ArrayList<>(chain.keys());
        Collections.reverse(oldestFirst);
        for (String layer : oldestFirst) {
            List<JsonNode> rows = store.all(RowStore.FILES, layer);
            Map<String, String> below = new HashMap<>(view);
            for (JsonNode row : rows) {
                if (row.path("status").asText().equals("deleted")) {
                    view.remove(key(row, row.path("path").asText()));
                } else if (!row.path("former_path").isNull()) {
                    view.remove(key(row, row.path("former_path").asText()));
                }
            }
            for (JsonNode row : rows) {
                String status = row.path("status").asText();
                if (status.equals("deleted") || status.equals("came-and-went") || !isFile(row)) {
                    continue;
                }
                String path = row.path("path").asText();
                String former = row.path("former_path").isNull()
                        ? path
                        : row.path("former_path").asText();
                String sha256 = row.path("sha256").isNull()
                        ? below.get(key(row, former))
                        : row.path("sha256").asText();
                view.put(key(row, path), Objects.requireNonNullElse(sha256, "unknown"));
            }
        }
        return new TreeMap<>(view);
    }

    private static boolean isFile(JsonNode row) {
        return row.path("kind").asText().equals("file") && !row.path("stream").isNull();
    }

    private static String key(JsonNode row, String path) {
        return row.path("volume").asText() + " " + path + " "
                + row.path("stream").asText();
    }
}
