package io.github.vhdlayers.io;

/** Is told how far a long scan has come, and may end it. Called by one thread at a time. */
@FunctionalInterface
public interface Progress {
    /** Listens to nothing and ends nothing. */
    Progress NONE = (done, total, bytesRead) -> true;

    /**
     * Told every megabyte or so.
     *
     * @param done how much lies behind, read or not, in the unit that the scan names: bytes of a file, or sectors of a disk
     * @param total how much there is, in the same unit
     * @param bytesRead how many bytes were read so far
     * @return false to end the scan, which then throws {@link java.util.concurrent.CancellationException}
     */
    boolean goOn(long done, long total, long bytesRead);
}
