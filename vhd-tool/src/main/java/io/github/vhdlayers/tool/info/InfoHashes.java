package io.github.vhdlayers.tool.info;

import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.internal.export.CopyHashes;
import io.github.vhdlayers.internal.export.HashAlgorithm;
import io.github.vhdlayers.internal.export.RawCopy;
import io.github.vhdlayers.ownership.MergedSource;
import io.github.vhdlayers.tool.options.QuietOption;
import io.github.vhdlayers.tool.terminal.ProgressLine;
import io.github.vhdlayers.tool.terminal.Streams;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;

/** Hashes of the layers' files as they are, and of the disk that they make together. */
public final class InfoHashes {
    private final Streams streams;
    private final QuietOption quiet;

    public InfoHashes(Streams streams, QuietOption quiet) {
        this.streams = streams;
        this.quiet = quiet;
    }

    /**
     * Adds hashes to a report. A disk of which a part is unknown has no hash, because no reader could take it; its layers' files have
     * theirs.
     */
    public InfoReport addTo(InfoReport report, MergedSource view) throws IOException {
        List<InfoReport.LayerInfo> hashed = new ArrayList<>();
        for (InfoReport.LayerInfo layer : report.layers()) {
            hashed.add(layer.withSha256(ofFile(view.chain().layer(layer.layer()))));
        }
        return report.withHashes(report.disk().unknownSectors() == 0 ? ofDisk(view) : null, hashed);
    }

    /** The SHA-256 of a layer's file as it is. */
    public String ofFile(DiskLayer layer) throws IOException {
        try (ProgressLine progress =
                quiet.line(streams, "hash layer " + layer.index(), layer.file().fileSize())) {
            return layer.file().sha256(QuietOption.shownOn(progress));
        }
    }

    /** The SHA-256 of a disk of which every sector is known, as it is exported. */
    public String ofDisk(MergedSource view) throws IOException {
        try (ProgressLine progress = quiet.line(streams, "hash disk", view.size())) {
            return Objects.requireNonNull(
                    RawCopy.hash(view, CopyHashes.of(EnumSet.of(HashAlgorithm.SHA256)), QuietOption.shownOn(progress))
                            .get(HashAlgorithm.SHA256));
        }
    }
}
