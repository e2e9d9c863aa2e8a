package io.github.vhdlayers.chain;

import io.github.vhdlayers.chain.ChainLink.SizeVerdict;
import io.github.vhdlayers.chain.ChainLink.TimeVerdict;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.FindingCode;
import io.github.vhdlayers.diag.LimitException;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.internal.file.CopyComparison;
import io.github.vhdlayers.internal.io.Closing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts a chain together, from the leaf to the base, one layer after another: a disk can make it long, but not deep. For one chain
 * and one thread.
 */
final class ChainOpener {
    private final OpenLayers chain;
    private final ParentResolver resolver;
    private final DiskChain.Options options;
    private final TrustedParents trusted;
    private final Examined examined = new Examined();
    private final CopyComparison comparison;
    private final List<ChainLink> links = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable MissingParent missing;

    private ChainOpener(OpenLayers chain, ParentResolver resolver, DiskChain.Options options) {
        this.chain = chain;
        this.resolver = resolver;
        this.options = options;
        this.trusted = new TrustedParents(options.forcedParent(), options.rawParent(), options.files());
        this.comparison = new CopyComparison(options.files().limits().maxComparedBytes());
    }

    static DiskChain open(LayerFile leaf, @Nullable Path path, DiskChain.Options options) throws IOException {
        String name = path == null ? leaf.name() : path.toString();
        Object key = path == null ? null : ParentCandidate.ofPath(path).fileKey();
        OpenLayers chain = new OpenLayers(new OpenLayer(name, path, key, leaf));
        try {
            return new ChainOpener(chain, forOneChain(options.resolver(), leaf), options).complete();
        } catch (IOException | RuntimeException | Error e) {
            Closing.allAfter(e, chain.files());
            throw e;
        }
    }

    private static ParentResolver forOneChain(ParentResolver resolver, LayerFile leaf) throws IOException {
        ParentResolver own = resolver.forOneChain();
        if (own == null) {
            throw new IOException(
                    "the parent resolver returned null for the resolver of one chain, when it was asked for the parent"
                            + " of "
                            + leaf.name());
        }
        return own;
    }

    private DiskChain complete() throws IOException {
        while (chain.last().type() == DiskType.DIFFERENCING && missing == null) {
            requireRoom();
            addParent();
        }
        findings.addAll(ChainTimes.findings(chain.files(), Instant.now()));
        findings.addAll(trusted.unused(chain));
        findings.addAll(ChangeTracking.findings(chain));
        List<DiskLayer> layers = new ArrayList<>();
        for (OpenLayer layer : chain.all()) {
            layers.add(new DiskLayer(layers.size(), layer.name(), layer.path(), layer.file()));
        }
        return new DiskChain(layers, links, missing, findings);
    }

    private void requireRoom() throws LimitException {
        int most = options.files().limits().maxChainDepth();
        if (chain.count() == most) {
            throw new LimitException(
                    new Problem(
                            ErrorCode.CHAIN_TOO_DEEP,
                            chain.leaf().file().name(),
                            "chain",
                            "layers",
                            "at most " + most,
                            "another parent, of " + chain.last().name(),
                            null),
                    most,
                    null);
        }
    }

    /** Adds the parent of the last layer, or takes note that it is missing where that is accepted. */
    private void addParent() throws IOException {
        LayerFile child = chain.last();
        ParentReference reference = ParentReference.of(child);
        FoundParent found;
        try {
            found = search(reference);
        } catch (ParentException e) {
            found = trusted.instead(reference, chain, e);
            if (found == null) {
                endAt(reference, e);
                return;
            }
        }
        link(child, reference, found);
    }

    private void endAt(ParentReference reference, ParentException reason) throws ParentException {
        if (options.orphans() == OrphanPolicy.REFUSE) {
            throw trusted.withUnusedRaw(reason);
        }
        MissingParent gap = new MissingParent(chain.count() - 1, reference, reason);
        missing = gap;
        FindingCode code = gap.isRefused()
                ? FindingCode.PARENT_REFUSED
                : gap.isUndecided() ? FindingCode.PARENT_NOT_REACHED : FindingCode.PARENT_MISSING;
        findings.add(new Finding(
                code, reference.childName(), "parent", reason.problem().brief(), null, chain.count() - 1));
    }

    private FoundParent search(ParentReference reference) throws IOException {
        try {
            FoundParent found = new ParentSearch(reference, chain, options.files(), examined, comparison)
                    .among(resolver, trusted.unusedForced());
            trusted.noteFound(found.candidate());
            return found;
        } catch (UnreadableCandidateException e) {
            boolean goesOn = options.orphans() == OrphanPolicy.SERVE_KNOWN || trusted.hasForced();
            throw goesOn && !e.isOutOfFiles(chain.leaf().path()) ? e.asMissing() : e;
        }
    }

    private void link(LayerFile child, ParentReference reference, FoundParent found) throws IOException {
        int childLayer = chain.count() - 1;
        ParentCandidate candidate = found.candidate();
        LayerFile parent = found.file();
        chain.add(new OpenLayer(candidate.name(), candidate.path(), candidate.fileKey(), parent));
        ChainLink link = new ChainLink(
                childLayer,
                reference,
                found.id(),
                TimeVerdict.of(reference.parentTime(), candidate.lastModified()),
                SizeVerdict.of(child.sectors(), parent.sectors()),
                found.copies() == ParentCopies.Verdict.NAMED_OF_DIFFERENT,
                found.rejected());
        links.add(link);
        findings.addAll(LinkFindings.of(link, found, child));
    }
}
