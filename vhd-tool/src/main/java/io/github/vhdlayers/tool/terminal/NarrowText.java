package io.github.vhdlayers.tool.terminal;

import java.util.List;

/**
 * Lines for a terminal that is narrower than they are: a line is broken at spaces, and goes on below the place where its value begins. A word that
 * no line holds is broken where the line ends. Commands that are printed to be copied get the mark with which a shell goes on.
 */
final class NarrowText {
    private static final List<String> COMMANDS = List.of("vhd ", "nbdinfo ", "nbdcopy ", "nbdfuse ", "qemu-img ");
    private static final String INDENT = "    ";

    private NarrowText() {}

    /**
     * A line, without its end, as lines with ends between them.
     *
     * @param width how many characters a line may have, at least 20
     */
    static String fold(String line, int width) {
        if (line.length() <= width) {
            return line;
        }
        boolean isCommand = COMMANDS.stream().anyMatch(line.strip()::startsWith);
        String mark = isCommand ? (System.getProperty("os.name").startsWith("Windows") ? " ^" : " \\") : "";
        String indent = " ".repeat(isCommand ? leading(line) + INDENT.length() : indent(line, width));
        StringBuilder text = new StringBuilder();
        String rest = line;
        while (rest.length() > width) {
            int least = text.isEmpty() ? leading(line) : indent.length();
            int end = rest.lastIndexOf(' ', width - mark.length());
            boolean isBetweenWords = end > least;
            int cut = isBetweenWords ? end : width - Character.charCount(rest.codePointBefore(width)) + 1;
            text.append(rest.substring(0, cut).stripTrailing())
                    .append(isBetweenWords ? mark : "")
                    .append('\n');
            rest = indent + rest.substring(cut).stripLeading();
        }
        return text.append(rest).toString();
    }

    private static int leading(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** Where the line goes on: below the value behind a label, unless that is too far to the right. */
    private static int indent(String line, int width) {
        int start = leading(line);
        int gap = line.indexOf("  ", start);
        int value = gap < 0 ? start : gap;
        while (value < line.length() && line.charAt(value) == ' ') {
            value++;
        }
        return gap >= 0 && value <= width / 3 ? value : Math.min(start + 2, width / 3);
    }
}
