package io.github.vhdlayers.tool;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A report as one JSON document, its names in lower case with underscores. */
final class JsonDocument {
    /** Immutable, and slow to build: a line is written for each of many files. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private JsonDocument() {}

    /** The document, with a line feed behind it. */
    static String of(Record report) throws IOException {
        DefaultPrettyPrinter lines = new DefaultPrettyPrinter();
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        lines.indentObjectsWith(indenter);
        lines.indentArraysWith(indenter);
        return MAPPER.writer(lines).writeValueAsString(report) + "\n";
    }

    /** A value as it stands in a document. */
    static String value(@Nullable Object value) throws IOException {
        return MAPPER.writeValueAsString(value);
    }

    /** The same in one line. */
    static String line(Record report) throws IOException {
        return MAPPER.writeValueAsString(report) + "\n";
    }
}
