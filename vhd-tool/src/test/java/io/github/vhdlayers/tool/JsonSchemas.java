package io.github.vhdlayers.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The documented schemas of the tool's documents, held more strictly than a reader should: no field is unknown to them. */
final class JsonSchemas {
    private static final Path FOLDER = Path.of("../docs/schemas");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, JsonSchema> KNOWN = new ConcurrentHashMap<>();

    private JsonSchemas() {}

    /** The schema of a command's document, as it is documented. */
    static JsonNode of(String command) throws IOException {
        return MAPPER.readTree(FOLDER.resolve(command + ".json").toFile());
    }

    /** Asserts that what was printed, if it is a whole document in JSON, is as its schema says. */
    static void requireValid(byte[] printed) {
        if (!new String(printed, 0, Math.min(printed.length, 100), StandardCharsets.UTF_8)
                .replaceAll("\\s", "")
                .startsWith("{\"tool\":\"vhd\"")) {
            return;
        }
        JsonNode document;
        try {
            document = MAPPER.readTree(printed);
        } catch (IOException e) {
            // A command that fails ends its document early.
            return;
        }
        String command = document.get("command").asText();
        Set<ValidationMessage> messages =
                KNOWN.computeIfAbsent(command, JsonSchemas::strict).validate(document);
        if (!messages.isEmpty()) {
            throw new AssertionError("vhd " + command + " printed what its schema does not allow: " + messages);
        }
    }

    private static JsonSchema strict(String command) {
        try {
            if (!Files.exists(FOLDER.resolve(command + ".json"))) {
                throw new AssertionError("no schema for the document of vhd " + command);
            }
            JsonNode schema = of(command);
            close(schema);
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(JsonSchemas::close);
    }
}
