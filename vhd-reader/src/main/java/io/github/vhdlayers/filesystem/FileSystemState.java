package io.github.vhdlayers.filesystem;

/** Which state of a file system is shown. */
public enum FileSystemState {
    /** As it is stored: it needs no recovery, or the reader does not look whether it does. */
    AS_STORED("as stored"),
    /** As it is after its journal was replayed, which was done in memory: the disk is not written. */
    RECOVERED("recovered"),
    /** As it is stored, although it needs recovery: newer states are in its journal. */
    NOT_RECOVERED("not recovered");

    private final String text;

    FileSystemState(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
