package io.github.vhdlayers.io;

/**
 * Receives the progress of a long scan, and may cancel it. Called by one thread at a time.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Progress {
    /** Listens to nothing and ends nothing. */
    Progress NONE = (done, total, bytesRead) -> true;

    /**
     * Called every megabyte or so.
     *
     * @param done how much is done, read or not, in the unit that the scan names: bytes of a file, or sectors of a disk
     * @param total how much there is, in the same unit
     * @param bytesRead how many bytes were read so far
     * @return false to end the scan, which then throws {@link java.util.concurrent.CancellationException}
     */
    boolean onProgress(long done, long total, long bytesRead);
}
