package io.github.vhdlayers.tsk;

import org.sleuthkit.datamodel.AbstractFile;
import org.sleuthkit.datamodel.Image;

/** Receives the progress of a long task, and may cancel it. Called by one thread at a time. */
@FunctionalInterface
public interface CaseProgress {
    /** Listens to nothing and ends nothing. */
    CaseProgress NONE = (task, done, total) -> true;

    /**
     * Called several times a second.
     *
     * @param task what is being done, for a person to read
     * @param done how much of it is done, in a unit of its own
     * @param total how much there is in the same unit, or -1 if that is unknown
     * @return false to end the task, which then throws {@link java.util.concurrent.CancellationException}
     */
    boolean onProgress(String task, long done, long total);

    /**
     * Receives the data source as soon as it is in the case, before its files are. It stays in the case whatever happens later, so
     * a program can show it even if the task then fails or is cancelled. Does nothing by default.
     *
     * @param image the data source
     */
    default void added(Image image) {}

    /**
     * Receives a file or folder that became part of the data source after its own files. A program that shows the case can show it then.
     * Does nothing by default.
     *
     * @param file a file with the sectors of a layer, or the folder of such files
     */
    default void added(AbstractFile file) {}
}
