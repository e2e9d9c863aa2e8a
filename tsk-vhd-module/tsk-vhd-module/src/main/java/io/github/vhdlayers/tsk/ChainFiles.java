package io.github.vhdlayers.tsk;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.DiskLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the files of a chain are, and how they are opened, as often as that is needed. */
interface ChainFiles {
    /**
     * Opens the chain.
     *
     * @param options what is done about a missing parent; where parents are looked for is this object's business
     */
    VirtualDisk open(VhdOptions options) throws IOException;

    /** The name of the newest file, without its folders. */
    String leafName();

    /**
     * The paths that a case records of a data source that is read through us.
     *
     * @param folder the folder for our files of the case
     */
    List<String> pathsWithoutCopy(Path folder) throws IOException;

    /** The id that the file of a layer has in the case; null if it is not in a data source. */
    @Nullable
    Long contentId(DiskLayer layer);
}
