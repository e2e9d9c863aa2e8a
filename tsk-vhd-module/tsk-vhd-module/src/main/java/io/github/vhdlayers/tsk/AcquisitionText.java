package io.github.vhdlayers.tsk;

import io.github.vhdlayers.chain.ChainLink;
import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.ownership.MergedSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a data source's acquisition details say to a person: every layer, how they fit, and what is odd. */
final class AcquisitionText {
    private static final int FINDINGS_SHOWN = 100;

    private AcquisitionText() {}

    /**
     * Writes it.
     *
     * @param findings what is odd, of the blocks too
     */
    static String of(
            Provenance provenance,
            MergedSource disk,
            List<Finding> findings,
            ReadableCheck.Unknown unknown,
            @Nullable String fallbackReason) {
        StringBuilder text = new StringBuilder();
        int files = provenance.layers().size();
        text.append(files == 1 ? "A VHD file" : "A chain of " + files + " VHD files");
        text.append(", read as one disk of ");
        text.append(disk.size())
                .append(" bytes by ")
                .append(VhdImageProvider.TOOL)
                .append(".\n");
        if (provenance.orphanFill() != null) {
            MissingParent missing = disk.chain().missingParent();
            text.append(String.format(
                    Locale.ROOT,
                    "INCOMPLETE: a parent %s%s. By the examiner's choice the byte 0x%02x stands for what is"
                            + " unknown: %s.%n",
                    missing == null ? "is missing" : missing.inWords(),
                    unknown.isDamaged() ? ", and a file is damaged" : "",
                    provenance.orphanFill(),
                    unknown.text()));
        }
        text.append("How: ").append(provenance.strategy());
        if (provenance.copy() != null) {
            text.append(", to ").append(provenance.copy());
        }
        text.append('\n');
        if (fallbackReason != null) {
            text.append("Not direct, because ").append(fallbackReason).append('\n');
        }
        if (provenance.sha256() != null) {
            text.append("SHA-256 of the merged disk: ")
                    .append(provenance.sha256())
                    .append('\n');
        }
        for (Provenance.Layer layer : provenance.layers()) {
            text.append("Layer ")
                    .append(layer.index())
                    .append(": ")
                    .append(SafeText.escape(layer.path()))
                    .append('\n');
            text.append("  ").append(layer.type()).append(", id ").append(layer.id());
            text.append(", made ")
                    .append(layer.created())
                    .append(", ")
                    .append(layer.fileBytes())
                    .append(" bytes, owns ");
            text.append(layer.ownedSectors() == null ? "an unknown number of" : layer.ownedSectors())
                    .append(" sectors\n");
            if (layer.contentId() != null) {
                text.append("  file ").append(layer.contentId()).append(" of this case\n");
            }
            if (layer.sha256() != null) {
                text.append("  SHA-256 ").append(layer.sha256()).append('\n');
            }
        }
        for (ChainLink link : disk.chain().links()) {
            text.append("Layer ")
                    .append(link.parentLayer())
                    .append(" is the parent of ")
                    .append(link.childLayer());
            text.append(": id ").append(word(link.id())).append(", time ").append(word(link.time()));
            text.append(", size ").append(word(link.size())).append('\n');
        }
        append(text, findings);
        return text.toString();
    }

    private static void append(StringBuilder text, List<Finding> findings) {
        if (findings.isEmpty()) {
            text.append("Nothing odd was found in the files' structures.\n");
        }
        findings.stream().limit(FINDINGS_SHOWN).forEach(one -> text.append(SafeText.escape(one.toString()))
                .append('\n'));
        if (findings.size() > FINDINGS_SHOWN) {
            text.append("and ").append(findings.size() - FINDINGS_SHOWN).append(" more findings\n");
        }
    }

    private static String word(Enum<?> verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
