package io.github.vhdlayers.tsk;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.chain.ParentReference;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.internal.file.FileOptions;
import io.github.vhdlayers.internal.file.VhdFile;
import io.github.vhdlayers.internal.file.VhdxFile;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import io.github.vhdlayers.ownership.SectorCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.Blackboard;
import org.sleuthkit.datamodel.Blackboard.BlackboardException;
import org.sleuthkit.datamodel.Image;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.TskCoreException;

/**
 * A differencing disk that somebody added to a case as a disk of its own. The Sleuth Kit attaches no parents: what is theirs cannot be
 * read, or is shown as something else, so that nothing in such a data source can be relied on.
 *
 * @param image the data source
 * @param file the differencing disk
 * @param details how much is not there and where the parents are, in whole sentences
 */
public record UnattachedChild(Image image, Path file, String details) {
    private static final String ADVICE =
            "Add it again as \"VHD chain (differencing disk)\", and rely on nothing in this data source.";

    /**
     * Looks whether a data source is one. Opens its file and its parents, and reads their tables.
     *
     * @param image any data source
     * @return null if it was added by {@link VhdImageProvider}, is no differencing disk, or its file is not there any more
     * @throws TskCoreException if the case cannot be read
     * @throws IOException if the file cannot be read
     */
    public static @Nullable UnattachedChild of(Image image) throws TskCoreException, IOException {
        if (VhdImageProvider.provenance(image) != null || image.getPaths().length == 0) {
            return null;
        }
        Path file;
        try {
            file = Path.of(image.getPaths()[0]);
        } catch (InvalidPathException e) {
            return null;
        }
        if (!Files.isRegularFile(file) || !isDifferencing(file)) {
            return null;
        }
        return new UnattachedChild(image, file, details(file));
    }

    /** A VHD by its footer alone, which also a disk has that is too damaged for more; a VHDX by what it says when it is opened. */
    private static boolean isDifferencing(Path file) throws IOException {
        try (RandomAccessSource source = RandomAccessSources.ofPath(file)) {
            if (VhdxFile.isVhdx(source)) {
                return VhdxFile.open(source, FileOptions.defaults()).type() == DiskType.DIFFERENCING;
            }
        } catch (VhdException e) {
            return false;
        }
        try (RandomAccessSource source = RandomAccessSources.ofPath(file)) {
            return VhdFile.peekFooter(source, FileOptions.defaults()).footer().diskType() == DiskType.DIFFERENCING;
        } catch (VhdException e) {
            return false;
        }
    }

    static String details(Path file) throws IOException {
        VhdOptions options =
                VhdOptions.builder().orphans(OrphanPolicy.SERVE_KNOWN).build();
        try (VirtualDisk disk = VirtualDisk.open(file, options)) {
            SectorCounts owners = disk.ownership().summary();
            StringBuilder text = new StringBuilder();
            if (owners.isKnown(0)) {
                text.append(disk.sectors() - owners.sectorsOf(0)).append(" of its ");
                text.append(disk.sectors()).append(" sectors are not in this file.");
            } else {
                text.append("How many of its ").append(disk.sectors());
                text.append(" sectors are in this file is not known, because it is damaged.");
            }
            text.append(" The disk names its parent ");
            text.append(names(disk)).append(", which ");
            MissingParent missing = disk.chain().missingParent();
            if (missing == null) {
                text.append("was found: ").append(disk.chain().layers().size()).append(" files belong together.");
            } else if (missing.childLayer() == 0) {
                text.append(missing.isRefused() ? missing.inWords() : "was not found beside it")
                        .append('.');
            } else {
                text.append("was found, but not all of the parents of that.");
            }
            return text.toString();
        } catch (VhdException e) {
            return "It cannot be read any further: "
                    + SafeText.escape(e.problem().message());
        }
    }

    private static String names(VirtualDisk disk) {
        List<String> names = ParentReference.of(disk.chain().layer(0).file()).baseNames();
        return names.isEmpty() ? "by an id alone" : SafeText.escape(String.join(" or ", names));
    }

    /** In one sentence, what is wrong. */
    public String conclusion() {
        return "This is a differencing disk, added without its parents: what is theirs is missing or wrong here.";
    }

    /** All that there is to say, with what to do. */
    public String explanation() {
        return details + " " + ADVICE;
    }

    /**
     * Writes it into the case, as a result without score on the data source, unless it is there already.
     *
     * @param sleuthkitCase the case that the data source is in
     * @param ingestJobId the ingest job that this is part of; null for none
     * @return whether it was not there
     * @throws TskCoreException if the case cannot be read or changed
     */
    public boolean record(SleuthkitCase sleuthkitCase, @Nullable Long ingestJobId) throws TskCoreException {
        try {
            Blackboard board = sleuthkitCase.getBlackboard();
            AnnotationTypes types = AnnotationTypes.of(board);
            if (!board.getAnalysisResultsByType(types.unattached.getTypeID(), image.getId())
                    .isEmpty()) {
                return false;
            }
            BoardTransaction.post(
                    sleuthkitCase, ingestJobId, List.of(this), (child, transaction) -> board.newAnalysisResult(
                                    types.unattached,
                                    image.getId(),
                                    image.getId(),
                                    AnnotationTypes.SCORE,
                                    conclusion(),
                                    "",
                                    explanation(),
                                    types.of(child),
                                    transaction)
                            .getAnalysisResult());
            return true;
        } catch (BlackboardException e) {
            throw new TskCoreException("the case's blackboard refused a result: " + e.getMessage(), e);
        }
    }
}
