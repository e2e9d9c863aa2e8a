package io.github.vhdlayers.samples.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What somebody at a terminal sees of a long command. */
class ProgressLineTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(shown, true, StandardCharsets.UTF_8);

    @Test
    void tellsRateAndTimeLeftAfterASecond() throws Exception {
        try (ProgressLine line = ProgressLine.on(terminal, "export", 4L << 30)) {
            line.accept(1L << 30);
            assertEquals("", text());
            Thread.sleep(1100);
            line.accept(2L << 30);
            Thread.sleep(600);
            line.accept(3L << 30);
        }
        assertTrue(text().contains("export"), text());
        assertTrue(text().contains(" 75%"), text());
        assertTrue(text().contains("3072/4096 MiB"), text());
        assertTrue(text().matches("(?s).*\\(\\d:\\d\\d:\\d\\d / \\d:\\d\\d:\\d\\d\\).*"), text());
        assertTrue(text().contains("MiB/s"), text());
    }

    @Test
    void saysNothingWhereNobodyWatches() throws Exception {
        try (ProgressLine line = ProgressLine.silent()) {
            Thread.sleep(1100);
            line.accept(1);
        }
        assertEquals("", text());
    }

    @Test
    void coloursAreForWhoWantsThem() {
        assertTrue(Streams.coloursWanted(Map.of()));
        assertTrue(Streams.coloursWanted(Map.of("NO_COLOR", "", "TERM", "xterm")));
        assertFalse(Streams.coloursWanted(Map.of("NO_COLOR", "1")));
        assertFalse(Streams.coloursWanted(Map.of("TERM", "dumb")));
    }

    private String text() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
