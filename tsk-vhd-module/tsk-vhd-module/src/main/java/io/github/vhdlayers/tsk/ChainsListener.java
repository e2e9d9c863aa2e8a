package io.github.vhdlayers.tsk;

import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.Image;

/** Follows the adding of chains. Called by one thread at a time. */
public interface ChainsListener extends CaseProgress {
    /**
     * Before a chain is added.
     *
     * @param path the path of its newest file in the case
     */
    default void adding(String path) {}

    /**
     * After a chain was added, or was not; called once for each {@link #adding}, also when the adding was ended.
     *
     * @param path the path of its newest file in the case
     * @param image the data source; null if the case has none of it
     */
    default void ended(String path, @Nullable Image image) {}
}
