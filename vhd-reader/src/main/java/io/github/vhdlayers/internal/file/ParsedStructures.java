package io.github.vhdlayers.internal.file;

import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.internal.format.vhd.DynamicDiskHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What opening a file found out. */
record ParsedStructures(
        DiskType type,
        Footers footers,
        @Nullable DynamicDiskHeader header,
        @Nullable BlockLayout blocks,
        List<LocatorPath> locatorPaths,
        long sectors,
        List<Finding> findings) {}
