package io.github.vhdlayers.chain;

import io.github.vhdlayers.chain.ChainLink.SizeVerdict;
import io.github.vhdlayers.chain.ChainLink.TimeVerdict;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.format.vhd.HardDiskFooter;
import io.github.vhdlayers.internal.format.vhd.VhdConstants;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is odd about how a parent fits its child. */
final class LinkFindings {
    private final List<Finding> findings = new ArrayList<>();
    private final int childLayer;

    private LinkFindings(int childLayer) {
        this.childLayer = childLayer;
    }

    /** All that is odd, what the caller's word stands for first. */
    static List<Finding> of(ChainLink link, FoundParent found, LayerFile child) throws IOException {
        LinkFindings all = new LinkFindings(link.childLayer());
        all.addTrust(link.reference(), found);
        all.addFit(link, found, child);
        return all.findings;
    }

    private void addTrust(ParentReference reference, FoundParent found) throws IOException {
        switch (found.id()) {
            case MATCHES -> {}
            case RAW -> add(FindingCode.PARENT_RAW, reference, rawDetail(found.file()));
            case CHANGED_SINCE_FORCED -> add(FindingCode.PARENT_CHANGED_SINCE, reference, ids(reference, found));
            case MISMATCH_FORCED -> add(FindingCode.PARENT_FORCED, reference, ids(reference, found));
        }
    }

    private static String ids(ParentReference reference, FoundParent found) {
        return "recorded id " + reference.parentId() + ", forced "
                + SafeText.escape(found.candidate().name()) + " with the id "
                + found.file().uniqueId();
    }

    private static String rawDetail(LayerFile parent) throws IOException {
        ByteBuffer end = ByteBuffer.allocate(Long.BYTES);
        // A raw disk has a sector at least, which is as long as a footer.
        parent.readRaw(parent.fileSize() - VhdConstants.FOOTER_BYTES, end);
        boolean looksLikeVhd = end.getLong(0) == HardDiskFooter.COOKIE;
        return parent.name() + ", " + parent.fileSize() + " bytes"
                + (looksLikeVhd ? "; it ends in a VHD footer, which is taken for data" : "");
    }

    private void addFit(ChainLink link, FoundParent found, LayerFile child) {
        ParentReference reference = link.reference();
        if (link.time() == TimeVerdict.DIFFERS || link.time() == TimeVerdict.WHOLE_HOURS_APART) {
            add(
                    FindingCode.PARENT_TIME_DIFFERS,
                    reference,
                    "recorded " + reference.parentTime() + ", the file's is "
                            + Objects.requireNonNull(found.candidate().lastModified())
                            + (link.time() == TimeVerdict.WHOLE_HOURS_APART ? ": whole hours apart" : ""));
        }
        if (link.size() != SizeVerdict.EQUAL) {
            add(
                    FindingCode.PARENT_SIZE_DIFFERS,
                    reference,
                    "the child has " + child.sectors() + " sectors, the parent "
                            + found.file().sectors()
                            + "; Windows refuses such a chain as a mismatch in the virtual sizes (0xC03A0017). The child's own"
                            + " disk is not harmed and reads as it was: export it, or work on copies with the parent's size"
                            + " set back");
        }
        UniqueId id = found.file().uniqueId();
        if (id.equals(reference.secondParentId()) && !id.equals(reference.parentId())) {
            add(
                    FindingCode.PARENT_MERGE_PENDING,
                    reference,
                    "the parent has the id " + id + ", recorded as the second one");
        }
        if (!id.isNull() && id.equals(child.uniqueId())) {
            add(FindingCode.PARENT_SHARES_ID, reference, "both have the id " + id);
        }
        if (child.logicalSectorBytes() != found.file().logicalSectorBytes()) {
            add(
                    FindingCode.PARENT_SECTOR_SIZE_DIFFERS,
                    reference,
                    "the child has sectors of " + child.logicalSectorBytes() + " bytes, the parent of "
                            + found.file().logicalSectorBytes());
        }
        if (found.renamed()) {
            add(
                    FindingCode.PARENT_RENAMED,
                    reference,
                    "found as " + found.file().name());
        }
        addCopies(reference, found);
    }

    private void addCopies(ParentReference reference, FoundParent found) {
        String why =
                switch (found.copies()) {
                    case ONLY_ONE, DIFFERENT -> null;
                    case IDENTICAL -> "has the same bytes";
                    case NAMED -> "was named by the caller";
                    case NAMED_OF_DIFFERENT -> "was named by the caller, and has other bytes than they";
                    case SINGLED_OUT -> "is the only one with the recorded time";
                    case SINGLED_OUT_BY_SIZE -> "is the only one with the recorded time and the child's size";
                    case NOT_COMPARED -> "was compared in part only, where no difference was found";
                };
        if (why != null) {
            add(
                    found.copies() == ParentCopies.Verdict.IDENTICAL
                            ? FindingCode.PARENT_COPIES_IDENTICAL
                            : FindingCode.PARENT_AMBIGUOUS,
                    reference,
                    "taken: " + SafeText.escape(found.candidate().name()) + ", which " + why + "; the same id have: "
                            + found.alike());
        }
    }

    private void add(FindingCode code, ParentReference reference, String detail) {
        findings.add(new Finding(code, reference.childName(), "parent", detail, null, childLayer));
    }
}
