package io.github.vhdlayers.tika;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.tika.metadata.Property;
import org.junit.jupiter.api.Test;

/** The keys in the documentation are those in the code, in the same order and of the same types. */
class MetadataTableTest {
    @Test
    void tableNamesEveryKeyAndItsType() throws Exception {
        List<String> documented = Files.readAllLines(Path.of("..", "docs", "tika-metadata.md")).stream()
                .filter(line -> line.startsWith("| `vhd:"))
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

    private static String type(Property key) {
        String values = key.isMultiValuePermitted() ? ", many" : "";
        return key.getValueType().name().toLowerCase(Locale.ROOT) + values;
    }
}
