package io.github.vhdlayers.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code files --changed} says of each file and stream since a layer, in a line that a test writes down. */
final class ListedChanges {
    private ListedChanges() {}

    /** Status, reasons, former path, and the layers that made and deleted it, by path. */
    static Map<String, String> since(Path leaf, int layer) throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (JsonNode file : ToolRun.json("files", leaf, "--since", layer, "--changed", "--json")
                .get("files")) {
            if (List.of("file", "stream").contains(file.get("kind").asText())) {
                StringBuilder line = new StringBuilder(file.get("status").asText());
                file.get("reasons").forEach(reason -> line.append(' ').append(reason.asText()));
                line.append(" was ").append(file.get("former").path("path").asText("-"));
                line.append(' ').append(file.get("made_in_layer").asText("-"));
                line.append(' ').append(file.get("gone_in_layer").asText("-"));
                found.put(file.get("path").asText(), line.toString());
            }
        }
        return found;
    }

    /** As text with a line for each path, which a failure shows well. */
    static String lines(Map<String, String> map) {
        StringBuilder lines = new StringBuilder();
        map.forEach((path, line) -> lines.append(path).append(": ").append(line).append('\n'));
        return lines.toString();
    }
}
