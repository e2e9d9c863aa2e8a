package io.github.vhdlayers.tika;

import io.github.vhdlayers.chain.ChainLink;
import io.github.vhdlayers.chain.DiskChain;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.internal.text.LastPart;
import java.util.List;
import java.util.Objects;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;

/** What the chain as a whole says, as metadata. */
final class ChainMetadata {
    static final String NONE = "none";

    private static final int MOST_FINDINGS = 100;
    private static final int MOST_TRIED = 50;

    private ChainMetadata() {}

    /** Sets layers and parents. */
    static void set(DiskChain chain, ParentStatus status, boolean findParents, Metadata metadata) {
        if (chain.leaf().file().type() == DiskType.DIFFERENCING) {
            metadata.set(VhdProperties.PARENT_STATUS, FileMetadata.word(status));
        }
        metadata.set(VhdProperties.LAYERS, chain.layers().size());
        metadata.set(VhdProperties.CHAIN_COMPLETE, chain.missingParent() == null);
        for (DiskLayer layer : chain.layers()) {
            LayerFile file = layer.file();
            metadata.add(VhdProperties.LAYER_NAME, nameOf(layer));
            metadata.add(VhdProperties.LAYER_ID, FileMetadata.id(file.uniqueId()));
            metadata.add(VhdProperties.LAYER_TYPE, file.type().toString());
            metadata.add(
                    VhdProperties.LAYER_CREATED, Objects.requireNonNullElse(FileMetadata.time(file.created()), NONE));
            LinkVerdicts verdicts = LinkVerdicts.of(chain, layer.index());
            metadata.add(VhdProperties.LAYER_PARENT_ID_VERDICT, verdicts.id());
            metadata.add(VhdProperties.LAYER_PARENT_TIME_VERDICT, verdicts.time());
            metadata.add(VhdProperties.LAYER_PARENT_SIZE_VERDICT, verdicts.size());
        }
        MissingParent missing = chain.missingParent();
        if (missing != null) {
            setMissing(missing, status, findParents, metadata);
        }
    }

    /** Sets by what the layers are known elsewhere. */
    static void set(DiskIdentity identity, Metadata metadata) {
        identity.keys().forEach(key -> metadata.add(VhdProperties.LAYER_KEY, key));
    }

    /** Sets who owns how much; of a count that stopped early only how far it came. */
    static void set(OwnershipTally tally, Metadata metadata) {
        metadata.set(VhdProperties.OWNERSHIP_COMPLETE, tally.complete());
        if (!tally.complete()) {
            metadata.set(VhdProperties.OWNERSHIP_SECTORS_EXAMINED, Long.toString(tally.sectorsExamined()));
            return;
        }
        for (int layer = 0; layer < tally.layers(); layer++) {
            metadata.add(VhdProperties.LAYER_SECTORS_OWNED, KnownCounts.owned(tally.total(), layer));
            metadata.add(
                    VhdProperties.LAYER_SECTORS_KNOWN,
                    Boolean.toString(tally.total().isKnown(layer)));
        }
        metadata.set(VhdProperties.SECTORS_UNWRITTEN, KnownCounts.unwritten(tally.total()));
        metadata.set(VhdProperties.SECTORS_UNKNOWN, Long.toString(tally.total().unknownSectors()));
        metadata.set(VhdProperties.OWNERSHIP_RUNS, Long.toString(tally.runs()));
    }

    private static void setMissing(MissingParent missing, ParentStatus status, boolean findParents, Metadata metadata) {
        List<RejectedParent> tried = missing.problem().tried();
        for (RejectedParent place : tried.subList(0, Math.min(tried.size(), MOST_TRIED))) {
            metadata.add(VhdProperties.PARENT_TRIED, LastPart.of(place.place()) + ": " + place.reason());
        }
        String advice = status != ParentStatus.NOT_SEARCHED
                ? ""
                : findParents
                        ? "; not looked for, because the document is not where it is kept: set parentFolders"
                        : "; not looked for, because findParents is off";
        // Tika's own key for what went wrong without stopping the parser; the same constant on both lines.
        Property warning = TikaCoreProperties.TIKA_META_EXCEPTION_WARNING;
        metadata.add(warning, missing.problem().problem().brief() + advice);
    }

    /** Sets what was found, in place of what was set before. */
    static void set(Findings findings, Metadata metadata) {
        List<Finding> first =
                findings.kept().subList(0, Math.min(findings.kept().size(), MOST_FINDINGS));
        metadata.set(VhdProperties.FINDING_COUNT, findings.count());
        metadata.set(
                VhdProperties.FINDING_CODE,
                first.stream().map(finding -> finding.code().name()).toArray(String[]::new));
        metadata.set(
                VhdProperties.FINDING,
                first.stream().map(ChainMetadata::sentence).toArray(String[]::new));
    }

    /** A finding in one line, safe to show. */
    static String sentence(Finding finding) {
        return SafeText.escape(finding.toString());
    }

    /** A layer's file name: its folder is the business of the machine it was parsed on. */
    static String nameOf(DiskLayer layer) {
        return SafeText.escape(layer.index() == 0 ? layer.file().name() : LastPart.of(layer.name()));
    }

    /**
     * How a layer's parent fits, in the words of the metadata.
     *
     * @param id by its id
     * @param time by its file's time
     * @param size by its size
     */
    record LinkVerdicts(String id, String time, String size) {
        static LinkVerdicts of(DiskChain chain, int layer) {
            if (layer < chain.links().size()) {
                ChainLink link = chain.links().get(layer);
                return new LinkVerdicts(
                        FileMetadata.word(link.id()), FileMetadata.word(link.time()), FileMetadata.word(link.size()));
            }
            MissingParent missing = chain.missingParent();
            String none = missing == null ? NONE : FileMetadata.word(ParentStatus.of(missing, true));
            return new LinkVerdicts(none, none, none);
        }
    }
}
