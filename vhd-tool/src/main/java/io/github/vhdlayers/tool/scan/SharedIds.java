package io.github.vhdlayers.tool.scan;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.chain.ParentReference;
import io.github.vhdlayers.internal.scan.ScannedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What can be done with files that have one id and different bytes. */
final class SharedIds {
    private static final String NAME_IT = "name the right one with --force-parent";

    private SharedIds() {}

    /**
     * The advice. Where a file records the id that it has itself as its parent's, the answer depends on the other files, and is what
     * opening it shows; nothing else is opened.
     *
     * @param group the files with the id
     * @param all all files of the scan
     */
    static String advice(List<ScannedFile> group, List<ScannedFile> all) {
        List<ScannedFile> kept =
                group.stream().filter(SharedIds::keptItsParentsId).toList();
        if (kept.isEmpty()) {
            return NAME_IT;
        }
        if (kept.stream().allMatch(child -> opens(child, group, null))) {
            boolean more = all.stream().anyMatch(file -> !group.contains(file) && records(file, group.get(0)));
            return "a child kept its parent's id, and opens with a warning"
                    + (more ? "; for its children, " + NAME_IT : "");
        }
        boolean forced = kept.stream().allMatch(child -> group.stream()
                .anyMatch(parent -> !parent.equals(child) && opens(child, group, parent)));
        return forced ? NAME_IT : "a child with its parent's id makes no chain; --orphan reads what is its own";
    }

    private static boolean keptItsParentsId(ScannedFile file) {
        return records(file, file);
    }

    private static boolean records(ScannedFile child, ScannedFile parent) {
        ParentReference wanted = child.disk() == null ? null : child.disk().parent();
        return wanted != null
                && wanted.accepts(Objects.requireNonNull(parent.disk()).id());
    }

    private static boolean opens(ScannedFile child, List<ScannedFile> group, @Nullable ScannedFile forced) {
        List<Path> folders = new ArrayList<>();
        for (ScannedFile file : group) {
            Path folder = file.path().getParent();
            if (folder != null && !folders.contains(folder)) {
                folders.add(folder);
            }
        }
        VhdOptions options = VhdOptions.builder()
                .parentFolders(folders)
                .orphans(OrphanPolicy.REFUSE)
                .forcedParent(forced == null ? null : forced.path())
                .build();
        try (VirtualDisk disk = VirtualDisk.open(child.path(), options)) {
            return disk.chain().missingParent() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
