package io.github.vhdlayers.tsk;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.DiskLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chain of files of this system.
 *
 * @param leaf the newest file
 * @param parentFolders where parents are looked for, in addition to its own folder
 */
record FolderFiles(Path leaf, List<Path> parentFolders) implements ChainFiles {
    @Override
    public VirtualDisk open(VhdOptions options) throws IOException {
        return VirtualDisk.open(
                leaf, options.toBuilder().parentFolders(parentFolders).build());
    }

    @Override
    public String leafName() {
        return String.valueOf(leaf.getFileName());
    }

    @Override
    public List<String> pathsWithoutCopy(Path folder) {
        return List.of(leaf.toString());
    }

    @Override
    public @Nullable Long contentId(DiskLayer layer) {
        return null;
    }
}
