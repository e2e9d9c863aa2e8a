package io.github.vhdlayers.tsk;

/** The name of a file without its folders, of a path of any system: a case may have been moved between systems. */
final class LastPart {
    private LastPart() {}

    static String of(String path) {
        return path.substring(end(path));
    }

    /** The folders, with the separator behind them; empty if there are none. */
    static String folderOf(String path) {
        return path.substring(0, end(path));
    }

    private static int end(String path) {
        return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
    }
}
