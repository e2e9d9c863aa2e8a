package io.github.vhdlayers.spark;

import io.github.vhdlayers.rows.RowRequest;
import io.github.vhdlayers.rows.RowTable;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The settings of one read.
 *
 * @param folder the folder with the disks
 * @param table which table
 * @param partSectors how many sectors of a disk one task reads at most
 */
record VhdSettings(String folder, RowTable table, long partSectors) implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final List<String> NAMES = List.of("path", "table", "partbytes");
    private static final long PART_BYTES = 16L << 30;

    /**
     * Reads options.
     *
     * @throws IllegalArgumentException if one is missing, unknown or out of range; the message says what there is
     */
    static VhdSettings of(CaseInsensitiveStringMap options) {
        for (String name : options.keySet()) {
            if (!NAMES.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "the data source vhd has no option " + name + "; it has path, table and partBytes");
            }
        }
        String folder = options.get("path");
        if (folder == null || folder.isEmpty()) {
            throw new IllegalArgumentException(
                    "the data source vhd needs one folder: load(FOLDER), or the option path");
        }
        long partBytes = options.getLong("partBytes", PART_BYTES);
        if (partBytes < 1) {
            throw new IllegalArgumentException("partBytes is " + partBytes);
        }
        long unit = RowRequest.PART_SECTORS;
        return new VhdSettings(
                folder,
                RowTable.named(options.getOrDefault("table", "disks")),
                Math.max(unit, partBytes / 512 / unit * unit));
    }

    /** The folder, which may be given as a URI of a file. */
    Path path() {
        return folder.startsWith("file:") ? Path.of(URI.create(folder)) : Path.of(folder);
    }
}
