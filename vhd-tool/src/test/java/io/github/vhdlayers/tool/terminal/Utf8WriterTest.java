package io.github.vhdlayers.tool.terminal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8WriterTest {
    private static final String UNITS = "ab/\u00e4\u20ac\ud83d\ude00\ud83d\udc00\n";

    @Test
    void textIsEncodedAsByTheJdkInPiecesOfAnySize() throws IOException {
        for (long seed = 0; seed < 300; seed++) {
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            ByteArrayOutputStream found = new ByteArrayOutputStream();
            try (Writer jdk = new OutputStreamWriter(expected, StandardCharsets.UTF_8);
                    Writer ours = new Utf8Writer(found)) {
                write(jdk, new Random(seed));
                write(ours, new Random(seed));
            }
            assertArrayEquals(expected.toByteArray(), found.toByteArray(), "seed " + seed);
        }
    }

    private static void write(Writer out, Random random) throws IOException {
        for (int i = 0; i < 40; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(i % 8 == 7 ? 40_000 : 12);
            for (int j = 0; j < length; j++) {
                text.append(UNITS.charAt(random.nextInt(UNITS.length())));
            }
            switch (random.nextInt(3)) {
                case 0 -> out.write(text.toString());
                case 1 -> out.write(text.toString().toCharArray(), 0, length);
                default -> out.write(UNITS.charAt(random.nextInt(UNITS.length())));
            }
        }
    }

    @Test
    void whatWasWrittenIsThereAfterAFlush() throws IOException {
        ByteArrayOutputStream found = new ByteArrayOutputStream();
        try (Writer out = new Utf8Writer(found)) {
            out.write("a \u00e4");
            out.write('b');
            out.flush();
            assertEquals("a \u00e4b", found.toString(StandardCharsets.UTF_8));
        }
    }
}
