package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.filesystem.FileSystemInfo;

/** What a content is to an examiner: people's documents are apart from what the file system keeps for itself. */
public enum FileGroup {
    /** The content of a file, a link, or something that has none. */
    DOCUMENT,
    /** An alternate stream. */
    STREAM,
    /** The list of names of a folder. */
    FOLDER,
    /** What the file system keeps for itself, such as NTFS's {@code $MFT} and what is in {@code $Extend}, and areas that are no files. */
    SYSTEM;

    /** The folder that readers show for deleted files of which no folder has a name; the disk has none. */
    private static final String ORPHANS = "/$OrphanFiles";

    private static final String EXTENSIONS_OF_NTFS = "/$Extend/";

    /** Whether a row is a file of the layer: no name that was deleted before, and no folder that only the reader shows. */
    public static boolean isOfLayer(FileOwnership file) {
        return file.status() != FileOwnership.Status.DELETED_NAME
                && !file.path().equals(ORPHANS);
    }

    /** The group of a content. */
    public static FileGroup of(FileOwnership file) {
        boolean isMain = file.stream() == null || file.stream().name().isEmpty();
        return switch (file.file().kind()) {
            case SYSTEM, VIRTUAL -> SYSTEM;
            case DIRECTORY -> isMain ? FOLDER : STREAM;
            case FILE, LINK, SPECIAL, UNKNOWN ->
                file.file().fileSystem().family() == FileSystemInfo.Family.NTFS
                                && file.file().path().startsWith(EXTENSIONS_OF_NTFS)
                        ? SYSTEM
                        : isMain ? DOCUMENT : STREAM;
        };
    }
}
