package io.github.vhdlayers.internal.text;

/**
 * The name of a file without its folders, of a path of any system: evidence and cases move between systems, so that a slash and a backslash
 * both end a folder.
 */
public final class LastPart {
    private LastPart() {}

    /** The name; empty if the path ends with a separator. */
    public static String of(String path) {
        return path.substring(start(path));
    }

    /** The folders, with the separator behind them; empty if there are none. */
    public static String folderOf(String path) {
        return path.substring(0, start(path));
    }

    /** The place in the path at which the name begins. */
    public static int start(String path) {
        return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
    }
}
