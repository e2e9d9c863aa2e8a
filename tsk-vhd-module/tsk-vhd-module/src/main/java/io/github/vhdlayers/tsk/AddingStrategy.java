package io.github.vhdlayers.tsk;

import io.github.vhdlayers.VirtualDisk;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.TskCoreException;

/**
 * How the row of a chain gets into a case, and who reads the disk from then on; everything else is the same however that is. One object adds one
 * chain, in one thread.
 */
sealed interface AddingStrategy permits CopyStrategy, DirectStrategy {
    /**
     * What is added.
     *
     * @param files opens the chain again
     * @param provenance where it comes from
     * @param unknown what of it is not known
     * @param name what the data source is called
     */
    record Chain(ChainFiles files, Provenance provenance, ReadableCheck.Unknown unknown, String name) {}

    /**
     * What is in the case.
     *
     * @param image the data source, without its files
     * @param provenance where it comes from, with what adding it made
     */
    record Inserted(Image image, Provenance provenance) {}

    /**
     * Has another process read the file systems first, if that can be done before anything is written.
     *
     * @throws RiskyDiskException if the disk ended or blocked that process
     * @throws java.util.concurrent.CancellationException if the progress ended it
     */
    void tryOut(VirtualDisk disk, AddOptions options, CaseProgress progress) throws IOException;

    /**
     * Adds the data source, without its files. If it throws, the case and its folder are as they were.
     *
     * @throws DirectUnavailableException if the disk cannot be read in this way, and can in another
     */
    Inserted insert(VirtualDisk disk, Chain chain, AddOptions options, CaseProgress progress)
            throws IOException, TskCoreException;

    /** Whether the disk that was given to {@link #insert} is closed with the case, and not by the caller; also if that threw. */
    boolean keepsDisk();

    /** Why a part of the disk could not be read since it was inserted; null if all could. */
    @Nullable
    String failure();
}
