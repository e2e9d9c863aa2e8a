package io.github.vhdlayers.spark;

import io.github.vhdlayers.rows.LabDisk;
import io.github.vhdlayers.rows.LayerChain;
import io.github.vhdlayers.rows.Row;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A disk of a lab, or a part of one, as it goes to a worker.
 *
 * @param key the layer's key
 * @param paths where the file is
 * @param chainKeys the keys of its chain, leaf first; null if it cannot be opened
 * @param chainPaths the paths of its chain, leaf first; null if it cannot be opened
 * @param complete whether the chain reaches its base
 * @param fileBytes how long the file is; null if that is not known
 * @param sectors how many sectors the disk has
 * @param layer its row of the table of layers
 * @param chainRow its row of the table of chains
 * @param errorCode why it cannot be opened, as a stable code
 * @param error why it cannot be opened
 * @param firstSector where the part begins
 * @param endSector the sector behind it
 */
@SuppressWarnings("serial") // The lists and maps are those of the JDK, which are serializable.
record DiskPart(
        String key,
        List<String> paths,
        @Nullable List<String> chainKeys,
        @Nullable List<String> chainPaths,
        boolean complete,
        @Nullable Long fileBytes,
        long sectors,
        Map<String, @Nullable Object> layer,
        Map<String, @Nullable Object> chainRow,
        @Nullable String errorCode,
        @Nullable String error,
        long firstSector,
        long endSector)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    static DiskPart of(LabDisk disk, long firstSector, long endSector) {
        LayerChain chain = disk.chain();
        return new DiskPart(
                disk.key(),
                disk.paths(),
                chain == null ? null : chain.keys(),
                chain == null
                        ? null
                        : new ArrayList<>(
                                chain.paths().stream().map(Path::toString).toList()),
                chain != null && chain.complete(),
                disk.fileBytes(),
                disk.sectors(),
                new LinkedHashMap<>(disk.layer().columns()),
                new LinkedHashMap<>(disk.chainRow().columns()),
                disk.errorCode(),
                disk.error(),
                firstSector,
                endSector);
    }

    LabDisk disk() {
        LayerChain chain = chainKeys == null || chainPaths == null
                ? null
                : new LayerChain(chainKeys, chainPaths.stream().map(Path::of).toList(), complete);
        return new LabDisk(key, paths, chain, fileBytes, sectors, new Row(layer), new Row(chainRow), errorCode, error);
    }

    /** How many bytes of its file the part has, if all parts have the same share of it. */
    long bytes() {
        long bytes = fileBytes == null ? 0 : fileBytes;
        long end = Math.min(endSector, sectors);
        return sectors == 0 || end <= firstSector ? bytes : (long) ((double) bytes * (end - firstSector) / sectors);
    }
}
