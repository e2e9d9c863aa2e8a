package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.format.DiskFormat;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files of a backup program beside a disk: they are worth keeping, and are never opened. */
final class ChangeTracking {
    private static final List<String> ENDINGS = List.of(".rct", ".mrt");

    private ChangeTracking() {}

    static List<Finding> findings(OpenLayers chain) {
        List<Finding> findings = new ArrayList<>();
        List<OpenLayer> layers = chain.all();
        for (int i = 0; i < layers.size(); i++) {
            OpenLayer layer = layers.get(i);
            Path path = layer.path();
            if (path == null || layer.file().format() != DiskFormat.VHDX) {
                continue;
            }
            List<String> there = beside(path);
            if (!there.isEmpty()) {
                findings.add(new Finding(
                        FindingCode.CHANGE_TRACKING_PRESENT,
                        layer.file().name(),
                        "file",
                        "beside it: " + String.join(", ", there),
                        null,
                        i));
            }
        }
        return findings;
    }

    private static List<String> beside(Path disk) {
        List<String> there = new ArrayList<>();
        for (String ending : ENDINGS) {
            Path beside = disk.resolveSibling(disk.getFileName() + ending);
            if (Files.isRegularFile(beside, LinkOption.NOFOLLOW_LINKS)) {
                there.add(SafeText.escape(String.valueOf(beside.getFileName())));
            }
        }
        return there;
    }
}
