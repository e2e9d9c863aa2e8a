package io.github.vhdlayers.chain;

import io.github.vhdlayers.chain.ChainLink.IdVerdict;
import io.github.vhdlayers.chain.ChainLink.SizeVerdict;
import io.github.vhdlayers.chain.ChainLink.TimeVerdict;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.ParentException;
import io.github.vhdlayers.diag.Problem;
import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskFormat;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.file.CopyComparison;
import io.github.vhdlayers.internal.file.DiskFiles;
import io.github.vhdlayers.internal.file.FileOptions;
import io.github.vhdlayers.internal.file.FooterGlance;
import io.github.vhdlayers.internal.io.Closing;
import io.github.vhdlayers.internal.text.LastPart;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The search for one parent: looks into every candidate, because a second file with the same id is worth knowing, and keeps
 * account of the others.
 */
final class ParentSearch {
    private final ParentReference reference;
    private final List<String> names;
    private final OpenLayers chain;
    private final FileOptions options;
    private final Examined examined;
    private final CopyComparison comparison;
    private final Rejections rejected = new Rejections();
    private final ParentCopies copies = new ParentCopies();
    private final long childSectors;
    private int left;
    private boolean changed;
    /** Whether the parent was found, and what is looked at now can only be another copy of it. */
    private boolean isBeside;

    private boolean circleOfId;
    private @Nullable IOException fault;

    private record Rejection(RejectedParent.Cause cause, String reason) {}

    /**
     * A search.
     *
     * @param chain the layers found so far, the last of which is the child
     * @param examined what earlier searches for the same chain looked into; is added to
     * @param comparison compares files with the same id
     */
    ParentSearch(
            ParentReference reference,
            OpenLayers chain,
            FileOptions options,
            Examined examined,
            CopyComparison comparison) {
        this.reference = reference;
        this.names = reference.baseNames();
        this.chain = chain;
        this.options = options;
        this.examined = examined;
        this.comparison = comparison;
        this.childSectors = chain.last().sectors();
        this.left = options.limits().maxCandidates();
    }

    /**
     * The parent, which the caller closes.
     *
     * @param resolver offers the candidates
     * @param named the file that the caller says is a parent, which is taken if it has the id; or null
     * @throws ParentException if no file has the id, or several that differ
     * @throws IOException if a file that may be the parent cannot be read
     */
    FoundParent among(ParentResolver resolver, @Nullable ParentCandidate named) throws IOException {
        requireId();
        try {
            if (named != null) {
                examine(named, true);
            }
            examineAll(resolver.candidates(reference));
            // Where none may be looked at any more, one that is left is reported all the same.
            if (left >= 0 && !copies.isSettled()) {
                isBeside = !copies.isEmpty();
                examineAll(resolver.furtherCandidates(reference));
            }
            if (copies.isEmpty() || (circleOfId && sharesId())) {
                throw notFound();
            }
            ParentCopies.Verdict verdict = copies.decide(comparison);
            if (verdict == ParentCopies.Verdict.DIFFERENT) {
                throw differentCopies();
            }
            copies.closeOthers();
            Fit best = copies.best();
            return new FoundParent(
                    best.file(),
                    best.candidate(),
                    IdVerdict.MATCHES,
                    best.renamed(),
                    verdict,
                    verdict == ParentCopies.Verdict.ONLY_ONE ? "" : copies.others(),
                    rejected.few());
        } catch (IOException | RuntimeException | Error e) {
            Closing.allAfter(e, copies.files());
            throw e;
        }
    }

    /** Whether what was found has the id of a layer. If a child has it too, which of them comes next is not known. */
    private boolean sharesId() {
        return chain.circleOfId(copies.best().file().uniqueId()) != null;
    }

    private void examineAll(@Nullable Iterable<ParentCandidate> candidates) throws IOException {
        Iterator<ParentCandidate> all = given(candidates == null ? null : candidates.iterator(), "the candidates");
        while (all.hasNext()) {
            ParentCandidate candidate = given(all.next(), "a candidate");
            if (left-- == 0) {
                rejected.add(
                        "further candidates",
                        RejectedParent.Cause.TOO_MANY,
                        "not examined, because " + options.limits().maxCandidates() + " were");
                return;
            }
            examine(candidate, false);
        }
    }

    /** What a resolver gave, which a caller wrote and may have forgotten to give. */
    private <T> T given(@Nullable T value, String what) throws IOException {
        if (value == null) {
            throw new IOException("the parent resolver returned null for " + what
                    + ", when it was asked for the parent of " + reference.childName());
        }
        return value;
    }

    private void examine(ParentCandidate candidate, boolean named) throws IOException {
        Object key = candidate.fileKey();
        if (key != null && copies.has(key)) {
            // The same file under another path, or named by the caller.
            return;
        }
        Rejection rejection = whyNotOpened(candidate);
        if (rejection == null) {
            rejection = open(candidate, named);
        }
        // Beside a parent that was found no file is worth a word that is not another copy of it.
        if (rejection != null && !named && !isBeside) {
            rejected.add(
                    candidate.name(),
                    rejection.cause,
                    rejection.reason,
                    isOther(rejection.cause) && bearsRecordedName(candidate));
            changed |= rejection.cause == RejectedParent.Cause.CHANGED_SINCE && bearsRecordedName(candidate);
        }
    }

    private static boolean isOther(RejectedParent.Cause cause) {
        return cause == RejectedParent.Cause.OTHER_ID
                || cause == RejectedParent.Cause.CHANGED_SINCE
                || cause == RejectedParent.Cause.OTHER_FORMAT;
    }

    /** Opens a candidate, keeps it if it has the id, and otherwise returns why not. */
    private @Nullable Rejection open(ParentCandidate candidate, boolean named) throws IOException {
        LayerFile opened = null;
        try {
            RandomAccessSource source = candidate.open();
            UniqueId other = glance(source);
            if (other != null && !(reference.format() == DiskFormat.VHD && reference.accepts(other))) {
                source.close();
                Examined.Known known = new Examined.Known(other, DiskFormat.VHD, null, false, null, "", null);
                examined.put(candidate, known);
                return whyNotTheParent(other, known);
            }
            // The id is read again through the channel that serves the disk.
            opened = DiskFiles.open(source, options);
        } catch (VhdException e) {
            return notReadable(
                    candidate,
                    RejectedParent.Cause.NOT_A_READABLE_VHD,
                    e.problem().brief(),
                    null);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            keepFault(candidate, e);
            return notReadable(candidate, RejectedParent.Cause.UNREADABLE, "cannot be read: " + e, e);
        }
        Examined.Known known = Examined.Known.of(opened);
        examined.put(candidate, known);
        Rejection mismatch = whyNotTheParent(opened.uniqueId(), known);
        if (mismatch != null || copies.isFull()) {
            opened.close();
            if (mismatch == null) {
                copies.countOne();
            }
            return mismatch;
        }
        copies.add(new Fit(
                candidate,
                opened,
                named,
                !named && !bearsRecordedName(candidate),
                TimeVerdict.of(reference.parentTime(), candidate.lastModified()),
                SizeVerdict.of(childSectors, opened.sectors())));
        return null;
    }

    /** The file's id by its footers alone, or null if it has to be opened to know. */
    private static @Nullable UniqueId glance(RandomAccessSource source) throws IOException {
        try {
            return FooterGlance.onlyId(source);
        } catch (IOException | RuntimeException | Error e) {
            Closing.after(e, source);
            throw e;
        }
    }

    private Rejection notReadable(
            ParentCandidate candidate, RejectedParent.Cause cause, String reason, @Nullable IOException fault) {
        examined.put(candidate, Examined.Known.unusable(cause, reason, fault));
        return new Rejection(cause, reason);
    }

    /** What the system says of a file that is there is no sign that the parent is missing. */
    private void keepFault(ParentCandidate candidate, IOException e) {
        boolean ofTheSystem = !(e instanceof AccessDeniedException
                || e instanceof NoSuchFileException
                || e instanceof NotDirectoryException
                || e instanceof FileSystemLoopException);
        if (fault == null && ofTheSystem && (candidate.path() != null || candidate.failure() != null)) {
            fault = new IOException(
                    SafeText.escape(candidate.name()) + ": cannot be read, and may be the parent of "
                            + SafeText.escape(reference.childName()) + ": "
                            + SafeText.escape(String.valueOf(e.getMessage())),
                    e);
        }
    }

    private @Nullable Rejection whyNotOpened(ParentCandidate candidate) {
        RejectedParent.Cause refused = candidate.refusalCause();
        if (refused != null) {
            if (candidate.failure() instanceof IOException failure) {
                keepFault(candidate, failure);
            }
            return new Rejection(refused, String.valueOf(candidate.refusal()));
        }
        String circle = chain.circleOfFile(candidate.fileKey());
        if (circle != null) {
            return new Rejection(RejectedParent.Cause.CIRCLE, circle);
        }
        Examined.Known known = examined.of(candidate);
        if (known == null) {
            return null;
        }
        if (known.fault() != null) {
            // It was no parent of a layer above, and may be the one of this.
            keepFault(candidate, known.fault());
        }
        UniqueId id = known.id();
        return id != null
                ? whyNotTheParent(id, known)
                : new Rejection(Objects.requireNonNull(known.cause()), known.reason());
    }

    private @Nullable Rejection whyNotTheParent(UniqueId id, Examined.Known known) {
        if (known.format() != reference.format()) {
            return new Rejection(
                    RejectedParent.Cause.OTHER_FORMAT,
                    "is a " + known.format() + ", and the child is a " + reference.format());
        }
        if (!reference.accepts(id)) {
            return reference.isSameDisk(known.virtualDiskId())
                    ? new Rejection(
                            RejectedParent.Cause.CHANGED_SINCE,
                            "is a state of the same disk (virtual disk id " + known.virtualDiskId()
                                    + "), and its data write id is " + id
                                    + ": it was changed since the child was created, or is another snapshot")
                    : new Rejection(RejectedParent.Cause.OTHER_ID, "its id is " + id);
        }
        String circle = chain.circleOfId(id);
        if (circle == null || OpenLayers.mayShareId(known.format(), known.base())) {
            return null;
        }
        circleOfId = true;
        return new Rejection(RejectedParent.Cause.CIRCLE, circle);
    }

    private boolean bearsRecordedName(ParentCandidate candidate) {
        String name = candidate.name();
        String base = LastPart.of(name);
        for (String recorded : names) {
            if (base.equalsIgnoreCase(recorded)) {
                return true;
            }
        }
        return false;
    }

    private void requireId() throws ParentException {
        if (reference.hasNoId()) {
            throw new ParentException(problem(
                    ErrorCode.PARENT_ID_NULL, "an id by which a file can be proven to be the parent", "all zeros"));
        }
    }

    private IOException notFound() {
        if (fault != null) {
            return new UnreadableCandidateException(
                    fault,
                    new ParentException(
                            problem(ErrorCode.PARENT_NOT_FOUND, expected(), fault.getMessage()), rejected.all()));
        }
        if (changed) {
            return new ParentException(
                    problem(
                            ErrorCode.PARENT_CHANGED,
                            expected(),
                            "a file with its name that is the same disk and was changed since, or is another snapshot"
                                    + " of it; it can be forced, and then shows what was written to it later"),
                    rejected.all());
        }
        if (rejected.isCutShort()) {
            return new ParentException(
                    problem(
                            ErrorCode.PARENT_SEARCH_CUT_SHORT,
                            expected(),
                            "more files than are looked at, and it may be among the others; name its folder"),
                    rejected.all());
        }
        return new ParentException(problem(ErrorCode.PARENT_NOT_FOUND, expected(), rejected.summary()), rejected.all());
    }

    private ParentException differentCopies() {
        return new ParentException(
                problem(
                        ErrorCode.PARENT_COPIES_DIFFER,
                        expected() + ", or copies of it with the same bytes",
                        "files with this id and different bytes: " + copies.all()
                                + (reference.parentTime() == null
                                        ? "; the child records no time of its parent"
                                        : "; the child records that its parent was last changed "
                                                + reference.parentTime())),
                rejected.few());
    }

    private String expected() {
        String recorded = names.isEmpty() ? "no name recorded" : "recorded as " + SafeText.escape(names.toString());
        return "a file with the id " + reference.parentId()
                + (reference.secondParentId() == null ? "" : " or " + reference.secondParentId()) + " (" + recorded
                + ")";
    }

    private Problem problem(ErrorCode code, String expected, @Nullable String found) {
        return new Problem(
                code,
                reference.childName(),
                reference.format() == DiskFormat.VHD ? "dynamic header" : "VHDX parent locator",
                reference.format() == DiskFormat.VHD ? "parent unique id" : "parent_linkage",
                expected,
                String.valueOf(found),
                null);
    }
}
