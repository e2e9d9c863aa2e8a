package io.github.vhdlayers.analysis;

/** Is told how far a scan has come, in the thread that started it, and may end it. */
@FunctionalInterface
public interface Progress {
    /**
     * Told every megabyte or so.
     *
     * @param sectorsDone how many sectors of the disk lie behind, read or not
     * @param sectorsTotal how many there are
     * @param bytesRead how many bytes were read so far, of both sides together
     * @return false to end the scan, which then throws {@link java.util.concurrent.CancellationException}
     */
    boolean goOn(long sectorsDone, long sectorsTotal, long bytesRead);
}
