package io.github.vhdlayers.samples.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What somebody at a terminal sees of a long command. */
class ProgressLineTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(shown, true, StandardCharsets.UTF_8);
    private final Screen screen = new Screen(terminal, 80);

    @Test
    void isShownAfterASecondAndWipedInTheEnd() throws Exception {
        try (ProgressLine line = ProgressLine.on(screen, "export", 4L << 30)) {
            line.accept(1L << 30);
            assertEquals("", text());
            Thread.sleep(1100);
            line.accept(2L << 30);
            assertTrue(text().startsWith("\rexport  50%"), text());
            line.accept(3L << 30);
            assertFalse(text().contains("75%"), "not twice within half a second: " + text());
        }
        assertTrue(text().endsWith("\r" + " ".repeat(79) + "\r"), text());
    }

    @Test
    void makesRoomForWhatElseIsWritten() {
        screen.show("export  50%");
        Streams streams = new Streams(
                new StandardOutput(Channels.newChannel(new ByteArrayOutputStream()), false, screen),
                terminal,
                screen,
                false,
                false);
        streams.message("warning: odd");
        assertEquals("\rexport  50%\r           \rvhd: warning: odd" + System.lineSeparator(), text());
    }

    @Test
    void neverHidesHalfALine() throws Exception {
        StandardOutput out = new StandardOutput(Channels.newChannel(new ByteArrayOutputStream()), false, screen);
        out.write(ByteBuffer.wrap(new byte[] {'a', '\n', 'b'}));
        screen.show("export  50%");
        assertEquals("", text());
        out.write(ByteBuffer.wrap(new byte[] {'\n'}));
        screen.show("export  50%");
        assertEquals("\rexport  50%", text());
    }

    @Test
    void leavesTheLineToTheShellWhenItIsStopped() {
        screen.leave();
        assertEquals("", text());
        screen.show("export  50%");
        screen.leave();
        assertEquals("\rexport  50%" + System.lineSeparator(), text());
    }

    @Test
    void tellsRateAndTimeLeft() {
        assertEquals(
                "export  75%  [=======================        ]  3.0 GiB of 4.0 GiB  1.0 GiB/s  0:01 left",
                at("export", 3L << 30, 4L << 30, 3, 88));
        assertEquals("map  50%  1.0 TiB of 2.0 TiB  9.8 GiB/s  1:45 left", at("map", 1L << 40, 1L << 41, 105, 60));
        assertEquals("hash   1%  2.8 MiB/s  2:03:45 left", at("hash", 210L << 20, 21_000L << 20, 75, 40));
    }

    @Test
    void fitsEveryTerminal() {
        for (int columns = 1; columns <= 200; columns++) {
            String line = at("audit layer 12", 123_456_789_012L, 2L << 40, 3_600, columns);
            assertTrue(line.length() <= Math.min(columns, 100), line);
            assertTrue(columns < 4 || line.contains("5%"), line);
        }
        assertEquals("  5%", at("audit layer 12", 123_456_789_012L, 2L << 40, 3_600, 4));
    }

    @Test
    void countsWhatHasNoKnownEnd() throws Exception {
        assertEquals("files 12,345  4,115/s", ProgressLine.count("files", 12_345, 3_000_000_000L, 80));
        assertEquals("files 12,3", ProgressLine.count("files", 12_345, 3_000_000_000L, 10));
        try (ProgressLine line = ProgressLine.counting(screen, "files")) {
            Thread.sleep(1100);
            line.accept(7);
            assertTrue(text().startsWith("\rfiles 7  "), text());
        }
        assertTrue(text().endsWith("\r"), text());
    }

    @Test
    void guessesNothingBeforeThereIsSomethingToGuessFrom() {
        assertEquals("residue   0%  0 bytes of 1.0 GiB", at("residue", 0, 1 << 30, 2, 40));
        assertEquals("residue   0%  0 bytes of 0 bytes", at("residue", 0, 0, 2, 40));
    }

    private static String at(String task, long done, long total, long seconds, int columns) {
        return ProgressLine.text(task, done, total, seconds * 1_000_000_000L, columns);
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
