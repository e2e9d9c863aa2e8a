package io.github.vhdlayers.tool;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The terminal's last line, while a progress is shown there. Whoever writes anything else to the terminal wipes it first, so that
 * the two never get mixed up. Thread-safe: Ctrl-C may come at any time.
 */
final class Screen {
    private static final int USUAL_COLUMNS = 80;
    private static final Pattern SIZE = Pattern.compile("\\d+ (\\d{1,4})\\s*");

    private final PrintStream terminal;
    private int columns;
    private int shown;
    private boolean between = true;

    /**
     * A screen.
     *
     * @param terminal where the line is shown
     * @param columns how wide the terminal is, or 0 to ask it before the first line
     */
    Screen(PrintStream terminal, int columns) {
        this.terminal = terminal;
        this.columns = columns;
    }

    /** How many columns a line may have that does not reach the terminal's edge, where some terminals break it. */
    synchronized int columns() {
        if (columns == 0) {
            columns = ask();
        }
        return columns - 1;
    }

    /** Shows a line in place of the one before, unless somebody else's line has not come to its end. */
    synchronized void show(String line) {
        if (!between) {
            return;
        }
        terminal.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
        terminal.flush();
        shown = line.length();
    }

    /**
     * Makes room for what is written to the terminal besides.
     *
     * @param wholeLines whether it ends with a line's end
     */
    synchronized void makeRoom(boolean wholeLines) {
        wipe();
        between = wholeLines;
    }

    /** Leaves the terminal as if no line had been shown. */
    synchronized void wipe() {
        if (shown > 0) {
            terminal.print("\r" + " ".repeat(shown) + "\r");
            terminal.flush();
            shown = 0;
        }
    }

    /** Lets what comes next, be it the shell's prompt, begin on a line of its own. */
    synchronized void leave() {
        if (shown > 0) {
            terminal.println();
            shown = 0;
        }
    }

    /** Java does not know how wide a terminal is; the system's own program does. */
    private static int ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Matcher size = SIZE.matcher(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            int answer = size.matches() ? Integer.parseInt(size.group(1)) : 0;
            return answer > 0 ? answer : USUAL_COLUMNS;
        } catch (IOException e) {
            return USUAL_COLUMNS;
        }
    }
}
