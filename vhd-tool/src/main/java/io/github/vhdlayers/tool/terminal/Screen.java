package io.github.vhdlayers.tool.terminal;

import java.io.PrintStream;
import java.util.function.IntSupplier;

/**
 * The terminal's last line, while a progress is shown there. Anything else that is written to the terminal wipes it first, so that
 * the two never get mixed up. Thread-safe: Ctrl-C may come at any time.
 */
public final class Screen {
    private static final int USUAL_COLUMNS = 80;

    private final PrintStream terminal;
    private final IntSupplier width;
    private int columns;
    private int shown;
    private boolean between = true;

    /**
     * A screen.
     *
     * @param terminal where the line is shown
     * @param width returns how wide the terminal is, or 0 if that is not known; asked before the first line
     */
    public Screen(PrintStream terminal, IntSupplier width) {
        this.terminal = terminal;
        this.width = width;
    }

    /** How many columns a line may have that does not reach the terminal's edge, where some terminals break it. */
    synchronized int columns() {
        if (columns == 0) {
            int answer = width.getAsInt();
            columns = answer > 0 ? answer : USUAL_COLUMNS;
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
     * Makes room for what else is written to the terminal.
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
}
