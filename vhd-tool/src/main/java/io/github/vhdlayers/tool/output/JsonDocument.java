package io.github.vhdlayers.tool.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Map;

/** A report as one JSON document, its names in lower case with underscores. */
public final class JsonDocument {
    /** Immutable, and slow to build: a line is written for each of many files. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private JsonDocument() {}

    /** The document of a command, with a line feed behind it. */
    public static String of(String command, Record report) throws IOException {
        return of(command, Map.of(), report);
    }

    /** The same with fields before those of the report. */
    public static String of(String command, Map<String, ?> before, Record report) throws IOException {
        DefaultPrettyPrinter lines = new DefaultPrettyPrinter();
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        lines.indentObjectsWith(indenter);
        lines.indentArraysWith(indenter);
        StringWriter out = new StringWriter();
        try (JsonGenerator json = MAPPER.writer(lines).createGenerator(out)) {
            json.writeStartObject();
            JsonEnvelope.write(json, command);
            for (Map.Entry<String, ?> field : before.entrySet()) {
                json.writeFieldName(field.getKey());
                json.writeTree(MAPPER.valueToTree(field.getValue()));
            }
            for (Map.Entry<String, JsonNode> field :
                    MAPPER.<ObjectNode>valueToTree(report).properties()) {
                json.writeFieldName(field.getKey());
                json.writeTree(field.getValue());
            }
            json.writeEndObject();
        }
        return out + "\n";
    }

    /** A generator that leaves a document open that breaks off, so that it is not taken for whole. */
    static JsonGenerator generator(Writer out) throws IOException {
        return MAPPER.createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /** The same in one line. */
    public static String line(Record report) throws IOException {
        return MAPPER.writeValueAsString(report) + "\n";
    }
}
