package io.github.vhdlayers.tsk;

import io.github.vhdlayers.internal.text.LastPart;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.ownership.RunCursor;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.AbstractFile;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.LayoutFile;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.TskCoreException;
import org.sleuthkit.datamodel.TskData;
import org.sleuthkit.datamodel.TskFileRange;
import org.sleuthkit.datamodel.VirtualDirectory;

/**
 * The sectors of every layer as a file of the data source; its ranges are the ownership map. A layer in too many pieces gets no such
 * file; its map is then a table in the case's folder.
 */
final class LayerMapFiles {
    static final String DIRECTORY = "VHD layers";
    private static final int SECTOR = 512;

    private final SleuthkitCase sleuthkitCase;
    private final Path folder;
    private final int mostRuns;
    private int added;

    LayerMapFiles(SleuthkitCase sleuthkitCase, Path folder, int mostRuns) {
        this.sleuthkitCase = sleuthkitCase;
        this.folder = folder;
        this.mostRuns = mostRuns;
    }

    /** How many files were added to the case. */
    int added() {
        return added;
    }

    /**
     * Adds what is not there yet.
     *
     * @return where each layer's map is, for a person to read
     */
    List<String> add(Image image, MergedSource disk, CaseProgress progress) throws IOException, TskCoreException {
        // The datamodel asks for the data source within its own transaction, which blocks it for seconds unless it
        // knows it already.
        sleuthkitCase.getContentById(image.getId());
        List<String> places = new ArrayList<>();
        for (int layer = 0; layer < disk.chain().layers().size(); layer++) {
            places.add(add(image, disk, layer, progress));
        }
        return places;
    }

    private String add(Image image, MergedSource disk, int layer, CaseProgress progress)
            throws IOException, TskCoreException {
        String name =
                "layer " + layer + " " + LastPart.of(disk.chain().layer(layer).name());
        List<TskFileRange> ranges = ranges(disk, layer);
        if (ranges == null) {
            return writeTable(image, disk, layer);
        }
        if (ranges.isEmpty()) {
            return "owns nothing";
        }
        VirtualDirectory directory = directory(image, progress);
        if (find(image, "/" + DIRECTORY + "/", name, LayoutFile.class) == null) {
            long size = ranges.stream().mapToLong(TskFileRange::getByteLen).sum();
            progress.added(sleuthkitCase.addLayoutFile(
                    name,
                    size,
                    TskData.TSK_FS_NAME_FLAG_ENUM.ALLOC,
                    TskData.TSK_FS_META_FLAG_ENUM.ALLOC,
                    0,
                    0,
                    0,
                    0,
                    ranges,
                    directory));
            added++;
        }
        return "/" + DIRECTORY + "/" + name;
    }

    /** Neighbouring runs are one range, wherever they are in the layer's file. Null if there are too many. */
    private @Nullable List<TskFileRange> ranges(MergedSource disk, int layer) throws IOException {
        List<TskFileRange> ranges = new ArrayList<>();
        RunCursor runs = disk.ownership().runs(0, disk.sectors());
        long first = -1;
        long end = -1;
        while (runs.next()) {
            if (runs.layer() == layer) {
                if (first >= 0 && runs.firstSector() == end) {
                    end += runs.sectorCount();
                    continue;
                }
                if (first >= 0) {
                    ranges.add(new TskFileRange(first * SECTOR, (end - first) * SECTOR, ranges.size()));
                }
                first = runs.firstSector();
                end = first + runs.sectorCount();
                if (ranges.size() >= mostRuns) {
                    return null;
                }
            }
        }
        if (first >= 0) {
            ranges.add(new TskFileRange(first * SECTOR, (end - first) * SECTOR, ranges.size()));
        }
        return ranges;
    }

    /** The pattern of the names of an image's tables. */
    static String tablesOf(long imageId) {
        return "ownership of image " + imageId + " layer *.csv";
    }

    private String writeTable(Image image, MergedSource disk, int layer) throws IOException {
        Files.createDirectories(folder);
        Path table = folder.resolve("ownership of image " + image.getId() + " layer " + layer + ".csv");
        Path partial = folder.resolve(table.getFileName() + ".partial");
        try (BufferedWriter writer = Files.newBufferedWriter(partial, StandardCharsets.UTF_8)) {
            writer.write("first_sector,sector_count\n");
            RunCursor runs = disk.ownership().runs(0, disk.sectors());
            while (runs.next()) {
                if (runs.layer() == layer) {
                    writer.write(runs.firstSector() + "," + runs.sectorCount() + "\n");
                }
            }
        }
        Files.move(partial, table, StandardCopyOption.REPLACE_EXISTING);
        return table.toString();
    }

    private VirtualDirectory directory(Image image, CaseProgress progress) throws TskCoreException {
        VirtualDirectory found = find(image, "/", DIRECTORY, VirtualDirectory.class);
        if (found != null) {
            return found;
        }
        VirtualDirectory made = sleuthkitCase.addVirtualDirectory(image.getId(), DIRECTORY);
        progress.added(made);
        return made;
    }

    /**
     * Not by the image's children: to list them the datamodel takes two connections at once, which can block each other for seconds.
     */
    private <T extends AbstractFile> @Nullable T find(Image image, String parentPath, String name, Class<T> type)
            throws TskCoreException {
        for (AbstractFile file : sleuthkitCase.findAllFilesWhere("data_source_obj_id = " + image.getId()
                + " AND parent_path = '" + parentPath + "' AND name = '" + name.replace("'", "''") + "'")) {
            if (type.isInstance(file)) {
                return type.cast(file);
            }
        }
        return null;
    }
}
