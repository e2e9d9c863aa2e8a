package io.github.vhdlayers.filesystem;

/**
 * Which state of a file system is shown.
 *
 * @since 0.1.0
 */
public enum FileSystemState {
    /** As it is stored: it needs no recovery, or the reader does not look whether it does. */
    AS_STORED("as stored"),
    /** As it is after its journal was replayed, which was done in memory: the disk is not written. */
    RECOVERED("recovered"),
    /** As it is stored, without the newer states that its journal holds, because the caller asked for that. */
    JOURNAL_IGNORED("journal ignored"),
    /** As it is stored, although its log was not closed: the reader does not replay logs of this kind, so newer states may be missing. */
    LOG_NOT_REPLAYED("log not replayed"),
    /** Names only, as they are stored: its journal holds newer states that cannot be read, so nothing is known of any file. */
    JOURNAL_UNREADABLE("journal unreadable");

    private final String text;

    FileSystemState(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
