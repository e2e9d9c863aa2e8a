package io.github.vhdlayers.filesystem;

/**
 * What a walk reports, and how much of it at most. A hostile file system has folders within themselves and files without number.
 *
 * @param deleted whether deleted names are reported
 * @param orphans whether deleted files are searched for that no folder names any more; costs a look at all metadata
 * @param maxFiles how many names are reported at most
 * @param maxDepth how deep folders are entered; what is in the root folder has depth 1
 * @param maxExtents how many extents of one file are reported
 * @since 0.1.0
 */
public record WalkOptions(boolean deleted, boolean orphans, long maxFiles, int maxDepth, int maxExtents) {
    private static final long MAX_FILES = 20_000_000;
    private static final int MAX_DEPTH = 512;
    private static final int MAX_EXTENTS = 500_000;

    /** Checks that the limits allow something. */
    public WalkOptions {
        if (maxFiles < 1 || maxDepth < 1 || maxExtents < 1) {
            throw new IllegalArgumentException("a limit below 1 allows nothing");
        }
    }

    /** Files that are not deleted, up to 20 million, 512 folders deep, half a million extents a file. */
    public static WalkOptions defaults() {
        return new WalkOptions(false, false, MAX_FILES, MAX_DEPTH, MAX_EXTENTS);
    }

    /** The same with or without deleted names. */
    public WalkOptions withDeleted(boolean included) {
        return new WalkOptions(included, orphans, maxFiles, maxDepth, maxExtents);
    }

    /** The same with or without a search for orphans, which are deleted files. */
    public WalkOptions withOrphans(boolean searched) {
        return new WalkOptions(deleted || searched, searched, maxFiles, maxDepth, maxExtents);
    }

    /** The same with another number of files at most. */
    public WalkOptions withMaxFiles(long files) {
        return new WalkOptions(deleted, orphans, files, maxDepth, maxExtents);
    }

    /** The same with another depth. */
    public WalkOptions withMaxDepth(int depth) {
        return new WalkOptions(deleted, orphans, maxFiles, depth, maxExtents);
    }
}
