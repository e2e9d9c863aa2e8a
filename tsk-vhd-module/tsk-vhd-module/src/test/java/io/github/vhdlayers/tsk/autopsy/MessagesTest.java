package io.github.vhdlayers.tsk.autopsy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That every text which the plug-in asks for is in its bundle, and no other. */
class MessagesTest {
    private static final Pattern KEY = Pattern.compile("\"([a-z]+(?:\\.[a-z]+)+|type)\"");

    @Test
    void theBundleHasTheTextsThatAreAskedFor() throws IOException {
        ResourceBundle bundle = ResourceBundle.getBundle(Messages.class.getPackageName() + ".Bundle");
        TreeSet<String> asked = new TreeSet<>();
        for (Path source : sources()) {
            // A call may choose between two keys.
            String code = Files.readString(source).replaceAll("\\s+", " ");
            for (int at = code.indexOf("Messages.get("); at >= 0; at = code.indexOf("Messages.get(", at + 1)) {
                Matcher key = KEY.matcher(code.substring(at, code.indexOf(';', at)));
                while (key.find()) {
                    asked.add(key.group(1));
                }
            }
        }
        assertEquals(new TreeSet<>(bundle.keySet()), asked);
    }

    @Test
    void theLibrarysTextsAreAllThereToo() throws IOException {
        TreeSet<String> asked = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/github/vhdlayers/tsk"))) {
            for (Path source : files.filter(Files::isRegularFile).toList()) {
                Matcher key = Pattern.compile("Texts\\.get\\(\"([a-z.]+)\"").matcher(Files.readString(source));
                while (key.find()) {
                    asked.add(key.group(1));
                }
            }
        }
        ResourceBundle bundle = ResourceBundle.getBundle("io.github.vhdlayers.tsk.Texts");
        assertEquals(new TreeSet<>(bundle.keySet()), asked);
    }

    @Test
    void valuesAreTextAndQuotesStay() {
        assertEquals(
                "it's 1000 of 2000 files come from a child, or in part; 0 files unclear",
                Messages.get("ingest.done", "it's", 1000, 2000, 0).replace(":", ""));
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/github/vhdlayers/tsk/autopsy"))) {
            return files.toList();
        }
    }
}
