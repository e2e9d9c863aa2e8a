package io.github.vhdlayers.tool.output;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the process returns; scripts branch on it, so a number never changes its meaning. */
public final class ExitCode {
    public static final int OK = 0;
    public static final int FAULT = 1;
    /** What {@code cmp} and {@code diff} return; a fault of the program must not look like it. */
    public static final int DIFFERENT = 1;

    public static final int USAGE = 2;
    static final int NOT_VHD = 3;
    static final int CORRUPT_OR_UNSUPPORTED = 4;
    public static final int PARENT = 5;
    public static final int LIMIT = 6;
    public static final int UNREADABLE = 7;
    public static final int FAULT_OF_COMPARE = 8;
    /** The answer is printed whole, and part of it is unknown. */
    public static final int INCOMPLETE = 9;

    /** Java's own doing: 128 and the signal's number. */
    private static final String STOPPED = "130";

    private ExitCode() {}

    /** The numbers and their meanings, as the help shows them. */
    public static Map<String, String> descriptions(boolean ofCompare) {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put(
                "  " + OK,
                ofCompare
                        ? "the disks are equal, or the reader of the output closed it"
                        : "success, or the reader of the output closed it");
        codes.put("  " + FAULT, ofCompare ? "the disks differ" : "an error in this program");
        codes.put("  " + USAGE, "usage error, or the output file already exists");
        codes.put("  " + NOT_VHD, "not a VHD");
        codes.put("  " + CORRUPT_OR_UNSUPPORTED, "corrupt, or of an unsupported kind");
        codes.put("  " + PARENT, "a parent is missing or was refused");
        codes.put("  " + LIMIT, "the file exceeds a limit");
        codes.put("  " + UNREADABLE, "a file could not be read or written");
        if (ofCompare) {
            codes.put("  " + FAULT_OF_COMPARE, "an error in this program");
        }
        codes.put("  " + INCOMPLETE, "the answer is printed but incomplete: it says what is unknown, and why");
        codes.put(STOPPED, "stopped by Ctrl-C; an unfinished output file is removed");
        return codes;
    }
}
