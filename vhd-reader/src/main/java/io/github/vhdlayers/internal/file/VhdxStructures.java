package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.internal.format.vhdx.VhdxHeader;
import io.github.vhdlayers.internal.format.vhdx.VhdxRegion;
import io.github.vhdlayers.io.RandomAccessSource;
import java.util.List;

/**
 * What opening a VHDX file found out.
 *
 * @param source the file with what its log changes
 * @param dataEnd its size
 */
record VhdxStructures(
        RandomAccessSource source,
        long dataEnd,
        String creator,
        VhdxHeader header,
        List<VhdxHeader> headers,
        List<VhdxRegion> regions,
        VhdxMetadata metadata,
        VhdxLayout layout,
        VhdxFile.LogState logState,
        long logPages,
        List<Finding> findings) {}
