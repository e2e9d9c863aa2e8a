package io.github.vhdlayers.tool.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What somebody at a terminal sees of a long command. */
class ProgressLineTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(shown, true, StandardCharsets.UTF_8);
    private final Screen screen = new Screen(terminal, () -> 80);
    private final AtomicLong now = new AtomicLong();

    @Test
    void isShownAfterASecondAndWipedInTheEnd() {
        try (ProgressLine line = ProgressLine.on(screen, "export", 4L << 30, now::get)) {
            line.accept(1L << 30);
            now.addAndGet(999_999_999);
            line.accept(1L << 30);
            assertEquals("", text());
            now.addAndGet(1);
            line.accept(2L << 30);
            line.accept(3L << 30);
        }
        assertTrue(text().contains("\rexport  75% ["), text());
        assertTrue(text().contains("3072/4096 MiB (0:00:0"), text());
        assertTrue(text().contains(" MiB/s"), text());
        assertTrue(text().endsWith(" \r"), text());
    }

    @Test
    void fitsEveryTerminal() {
        for (int columns = 2; columns <= 200; columns++) {
            shown.reset();
            int width = columns;
            try (ProgressLine line = ProgressLine.on(new Screen(terminal, () -> width), "audit layer 12", 2L << 40)) {
                line.show(123_456_789_012L);
            }
            for (String shownOne : text().lines().toList()) {
                assertTrue(shownOne.length() < Math.min(columns, 101), columns + " columns: " + shownOne);
            }
            assertTrue(columns < 24 || text().contains("audit layer 12   5%"), columns + " columns: " + text());
        }
    }

    @Test
    void makesRoomForWhatElseIsWritten() {
        screen.show("export  50%");
        Streams streams = new Streams(
                new StandardOutput(Channels.newChannel(new ByteArrayOutputStream()), false, screen),
                StandardCharsets.UTF_8,
                terminal,
                screen,
                false,
                false,
                0);
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
    void countsWhatHasNoKnownEnd() {
        try (ProgressLine line = ProgressLine.counting(screen, "files")) {
            line.show(12_345);
        }
        assertTrue(text().startsWith("\rfiles"), text());
        assertTrue(text().contains("12345"), text());
    }

    @Test
    void showsNothingWithoutATerminal() {
        try (ProgressLine line = ProgressLine.silent()) {
            now.addAndGet(2_000_000_000);
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
