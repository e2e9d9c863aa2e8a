package io.github.vhdlayers.tika;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;
import org.junit.jupiter.api.Test;

/** The keys in the documentation are those in the code, in the same order and of the same types; so are the examples. */
class MetadataTableTest {
    @Test
    void tableNamesEveryKeyAndItsType() throws Exception {
        List<String> documented = rows().stream()
                .map(line -> line.substring(2, line.indexOf(" | ", line.indexOf(" | ") + 1)))
                .toList();
        List<String> declared = new ArrayList<>();
        for (Field field : VhdProperties.class.getFields()) {
            if (field.getType() == Property.class) {
                Property key = (Property) Objects.requireNonNull(field.get(null));
                declared.add("`" + key.getName() + "` | " + type(key));
            }
        }
        assertEquals(declared, documented);
    }

    @Test
    void examplesAreThoseOfTheSampleEvidence() throws Exception {
        VhdParserConfig config = new VhdParserConfig();
        config.setAudit(true);
        Metadata leaf = Parses.of(Path.of("..", "..", "samples", "evidence", "leaf.vhd"), config)
                .metadata();
        int reported = 0;
        for (String row : rows()) {
            String key = row.substring(3, row.indexOf('`', 3));
            // The key is made of the time of the file as well, which is another on every machine.
            if (leaf.get(key) != null && !key.equals(VhdProperties.LAYER_KEY.getName())) {
                reported++;
                String example = "| `" + String.join(", ", leaf.getValues(key)) + "` |";
                assertTrue(row.endsWith(example), row + " should end with " + example);
            }
        }
        assertTrue(reported > 60, reported + " examples");
    }

    private static List<String> rows() throws IOException {
        return Files.readAllLines(Path.of("..", "..", "docs", "tika-metadata.md")).stream()
                .filter(line -> line.startsWith("| `vhd:"))
                .toList();
    }

    private static String type(Property key) {
        String values = key.isMultiValuePermitted() ? ", many" : "";
        return key.getValueType().name().toLowerCase(Locale.ROOT) + values;
    }
}
