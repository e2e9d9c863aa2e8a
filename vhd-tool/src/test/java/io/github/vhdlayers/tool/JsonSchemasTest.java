package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import io.github.vhdlayers.tool.history.HistoryReport;
import io.github.vhdlayers.tool.history.PathHistory;
import io.github.vhdlayers.tool.info.InfoReport;
import io.github.vhdlayers.tool.scan.ScanReport;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The documented schemas are those of the records that documents are made of; every document that a test prints is held to them. */
class JsonSchemasTest {
    private static final SnakeCaseStrategy NAMES = (SnakeCaseStrategy) PropertyNamingStrategies.SNAKE_CASE;
    private static final Set<String> ENVELOPE = Set.of("tool", "version", "schema_version", "command");

    private final List<String> differences = new ArrayList<>();

    @Test
    void schemasOfRecordsSayWhatTheRecordsSay() throws Exception {
        for (Map.Entry<String, Class<? extends Record>> document : Map.<String, Class<? extends Record>>of(
                        "info",
                        InfoReport.class,
                        "scan",
                        ScanReport.class,
                        "history",
                        HistoryReport.class,
                        "path-history",
                        PathHistory.class)
                .entrySet()) {
            JsonNode schema = JsonSchemas.of(document.getKey());
            Set<String> others = new TreeSet<>(ENVELOPE);
            if (document.getKey().endsWith("history")) {
                others.add("doubts");
            }
            object(document.getKey(), document.getValue(), schema, others);
        }
        assertEquals("", String.join("\n", differences));
    }

    @Test
    void doubtsHaveTheFieldsOfFindings() throws Exception {
        JsonNode findings = JsonSchemas.of("info").at("/properties/findings/items");
        for (String document : List.of("map", "clusters", "audit", "compare", "history", "path-history", "files")) {
            assertEquals(findings, JsonSchemas.of(document).at("/properties/doubts/items"), document);
        }
    }

    @Test
    void fieldThatNoSchemaKnowsIsNoticed() {
        String document =
                "{\"tool\":\"vhd\",\"version\":\"1\",\"schema_version\":1,\"command\":\"layout\",\"file\":\"a\","
                        + "\"file_size\":0,\"regions\":[],\"complete\":true";
        JsonSchemas.requireValid((document + "}").getBytes(StandardCharsets.UTF_8));
        for (String broken : new String[] {document + ",\"more\":1}", document.replace("true", "null") + "}"}) {
            AssertionError noticed = assertThrows(
                    AssertionError.class, () -> JsonSchemas.requireValid(broken.getBytes(StandardCharsets.UTF_8)));
            assertTrue(String.valueOf(noticed.getMessage()).contains("vhd layout"), noticed::getMessage);
        }
    }

    private void object(String path, Class<?> record, JsonNode schema, Set<String> others) {
        Set<String> names = new TreeSet<>(others);
        components(path, record, schema, names);
        Set<String> known = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(known::add);
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        if (!names.equals(known)) {
            differences.add(path + ": the record has " + names + ", the schema " + known);
        } else if (!names.equals(required)) {
            differences.add(path + ": not all of its fields are required");
        }
    }

    private void components(String path, Class<?> record, JsonNode schema, Set<String> names) {
        for (RecordComponent component : record.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonIgnore.class)) {
                continue;
            }
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                components(path, component.getType(), schema, names);
                continue;
            }
            String name = NAMES.translate(component.getName());
            names.add(name);
            value(
                    path + "." + name,
                    component.getAnnotatedType(),
                    schema.path("properties").path(name));
        }
    }

    private void value(String path, AnnotatedType annotated, JsonNode schema) {
        Type type = annotated.getType();
        Class<?> raw = (Class<?>) (type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type);
        Set<String> expected = new TreeSet<>();
        if (annotated.isAnnotationPresent(Nullable.class)) {
            expected.add("null");
        }
        if (raw.isRecord()) {
            expected.add("object");
            object(path, raw, schema, Set.of());
        } else if (List.class.isAssignableFrom(raw)) {
            expected.add("array");
            value(path + "[]", argument(annotated, 0), schema.path("items"));
        } else if (Map.class.isAssignableFrom(raw)) {
            expected.add("object");
            value(path + ".*", argument(annotated, 1), schema.path("additionalProperties"));
        } else if (raw == boolean.class || raw == Boolean.class) {
            expected.add("boolean");
        } else if (raw.isPrimitive() || Number.class.isAssignableFrom(raw) || raw == BigInteger.class) {
            expected.add("integer");
        } else {
            expected.add("string");
        }
        Set<String> allowed = new TreeSet<>();
        JsonNode types = schema.path("type");
        if (types.isArray()) {
            types.forEach(each -> allowed.add(each.asText()));
        } else {
            allowed.add(types.asText());
        }
        if (!expected.equals(allowed)) {
            differences.add(path + ": the record has " + expected + ", the schema " + allowed);
        }
    }

    private static AnnotatedType argument(AnnotatedType type, int index) {
        return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
    }
}
