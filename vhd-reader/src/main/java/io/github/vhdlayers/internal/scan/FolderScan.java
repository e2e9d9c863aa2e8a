package io.github.vhdlayers.internal.scan;

import io.github.vhdlayers.chain.ParentReference;
import io.github.vhdlayers.diag.ErrorCode;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.Finding.Severity;
import io.github.vhdlayers.diag.NotVhdException;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.diag.UnsupportedVhdException;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskType;
import io.github.vhdlayers.internal.file.CopyComparison;
import io.github.vhdlayers.internal.file.DiskFiles;
import io.github.vhdlayers.internal.file.FileOptions;
import io.github.vhdlayers.internal.file.ForeignFormat;
import io.github.vhdlayers.internal.folder.FolderTree;
import io.github.vhdlayers.internal.folder.ListedFile;
import io.github.vhdlayers.internal.folder.PieceName;
import io.github.vhdlayers.internal.folder.SplitImage;
import io.github.vhdlayers.io.Progress;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Looks through folders and everything below them for disks. Of each file it reads what says that the file is a disk, and a disk's own
 * structures without its table; no data. Files are opened for reading only, symbolic links are not followed, and nothing is opened
 * because a disk names it.
 *
 * <p>Immutable and thread-safe once it is returned; it keeps no file open.
 *
 * @since 0.1.0
 */
public final class FolderScan {
    /** More files than any case has; beyond it the answer is cut short and says so. */
    public static final int MOST_FILES = 1_000_000;

    private static final String LATER_PIECE = "a later piece of a split disk";

    private static final Set<ForeignFormat> NO_DISKS = EnumSet.of(
            ForeignFormat.ZIP, ForeignFormat.GZIP, ForeignFormat.BZIP2, ForeignFormat.XZ, ForeignFormat.SEVEN_ZIP);

    private static final Map<String, String> COMPANIONS = Map.of(
            ".vmcx", "the settings of a machine of Hyper-V",
            ".vmrs", "the state of a machine of Hyper-V",
            ".vsv", "the saved state of a machine of Hyper-V",
            ".vmc", "the settings of a machine of Virtual PC",
            ".vbox", "the settings of a machine of VirtualBox");

    private final List<ScannedFile> files;
    private final List<String> problems;
    private final long looked;
    private final boolean cutShort;

    private FolderScan(List<ScannedFile> files, List<String> problems, long looked, boolean cutShort) {
        this.files = List.copyOf(files);
        this.problems = List.copyOf(problems);
        this.looked = looked;
        this.cutShort = cutShort;
    }

    /**
     * Looks through folders.
     *
     * @param folders the folders; a file among them is looked at like a file of a folder
     * @param progress receives how many files were looked at, and how many there are; may cancel
     * @throws CancellationException if the progress cancelled
     * @throws java.nio.file.NoSuchFileException if a named folder does not exist
     * @throws IOException if a named folder cannot be listed
     */
    public static FolderScan of(List<Path> folders, Progress progress) throws IOException {
        FolderTree tree = FolderTree.of(folders, MOST_FILES);
        List<ScannedFile> files = tree.look(FolderScan::look, progress).stream()
                .filter(file -> file.kind() != ScannedFile.Kind.OTHER)
                .toList();
        return new FolderScan(files, problems(tree), tree.files().size(), tree.cutShort());
    }

    /** All files but those that are neither disks nor beside disks, in the order of the folders and by path below each. */
    public List<ScannedFile> files() {
        return files;
    }

    /** Folders that could not be listed, and why. */
    public List<String> problems() {
        return problems;
    }

    /** How many files were looked at. */
    public long looked() {
        return looked;
    }

    /** Whether everything below the folders was looked at. */
    public boolean isComplete() {
        return !cutShort
                && problems.isEmpty()
                && files.stream().noneMatch(file -> file.kind() == ScannedFile.Kind.UNREADABLE);
    }

    /** Whether there are more files than are looked at. */
    public boolean isCutShort() {
        return cutShort;
    }

    /**
     * Whether two files that have one id hold the same bytes.
     *
     * @param bytes how many bytes of each may be read at most
     * @return null if not all bytes were compared and no difference was found
     * @throws IOException if one of them cannot be opened any more
     */
    public static @Nullable Boolean identical(Path one, Path other, long bytes) throws IOException {
        try (LayerFile a = DiskFiles.open(SplitImage.open(one), FileOptions.defaults());
                LayerFile b = DiskFiles.open(SplitImage.open(other), FileOptions.defaults())) {
            return switch (new CopyComparison(bytes).compare(a, b)) {
                case IDENTICAL -> true;
                case DIFFERENT -> false;
                case NOT_COMPARED -> null;
            };
        }
    }

    private static List<String> problems(FolderTree tree) {
        return tree.problems().stream()
                .map(one -> SafeText.escape(one.folder().toString()) + ": cannot be listed: "
                        + SafeText.escape(String.valueOf(one.failure())))
                .toList();
    }

    /** What a file is; one that cannot be read is that. */
    public static ScannedFile look(ListedFile file) {
        try {
            return open(file);
        } catch (IOException | SecurityException e) {
            return of(file, ScannedFile.Kind.UNREADABLE, null, null, String.valueOf(e.getMessage()));
        }
    }

    private static ScannedFile open(ListedFile file) throws IOException {
        try (LayerFile disk = DiskFiles.open(file.open(), FileOptions.defaults())) {
            boolean differencing = disk.type() == DiskType.DIFFERENCING;
            return of(
                    file,
                    ScannedFile.Kind.DISK,
                    new ScannedFile.Disk(
                            disk.type(),
                            disk.sectors(),
                            disk.uniqueId(),
                            disk.created(),
                            disk.creatorText(),
                            differencing ? ParentReference.of(disk) : null),
                    null,
                    firstError(disk));
        } catch (NotVhdException e) {
            return e.code() == ErrorCode.COMPANION_FILE
                    ? of(
                            file,
                            ScannedFile.Kind.COMPANION,
                            null,
                            null,
                            e.problem().message())
                    : other(file);
        } catch (UnsupportedVhdException e) {
            boolean piece = e.code() == ErrorCode.SPLIT_NOT_FIRST;
            ScannedFile.Kind kind = piece ? ScannedFile.Kind.COMPANION : ScannedFile.Kind.DAMAGED;
            return of(file, kind, null, null, piece ? LATER_PIECE : e.problem().message());
        } catch (VhdException e) {
            return isLaterPiece(file.path())
                    ? of(file, ScannedFile.Kind.COMPANION, null, null, LATER_PIECE)
                    : of(file, ScannedFile.Kind.DAMAGED, null, null, e.problem().message());
        }
    }

    /** What opening found that makes a part of the disk doubtful; the table and the blocks are not looked at. */
    private static @Nullable String firstError(LayerFile disk) {
        for (Finding finding : disk.findings()) {
            if (finding.severity() == Severity.ERROR) {
                return finding.code() + ": " + finding.code().meaning();
            }
        }
        return null;
    }

    /** The last piece of a split disk ends with a footer, so that it looks like a whole file which is damaged. */
    private static boolean isLaterPiece(Path file) {
        PieceName piece = PieceName.of(String.valueOf(file.getFileName()));
        return piece != null
                && (Files.exists(file.resolveSibling(piece.stem() + ".vhd"))
                        || Files.exists(file.resolveSibling(piece.stem() + ".VHD")));
    }

    private static ScannedFile other(ListedFile file) throws IOException {
        try (RandomAccessSource source = file.named()
                ? RandomAccessSources.ofPath(file.path())
                : RandomAccessSources.ofPath(file.path(), LinkOption.NOFOLLOW_LINKS)) {
            ForeignFormat format = ForeignFormat.of(source);
            boolean isDisk = format != null && !NO_DISKS.contains(format);
            String companion = isDisk ? null : companion(file.path());
            if (companion != null) {
                return of(file, ScannedFile.Kind.COMPANION, null, null, companion);
            }
            return of(
                    file,
                    isDisk ? ScannedFile.Kind.FOREIGN : ScannedFile.Kind.OTHER,
                    null,
                    isDisk ? format : null,
                    null);
        }
    }

    private static ScannedFile of(
            ListedFile file,
            ScannedFile.Kind kind,
            ScannedFile.@Nullable Disk disk,
            @Nullable ForeignFormat foreign,
            @Nullable String problem) {
        Instant time = file.attributes().lastModifiedTime().toInstant();
        return new ScannedFile(file.path(), kind, file.attributes().size(), time, disk, foreign, problem);
    }

    private static @Nullable String companion(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? null : COMPANIONS.get(name.substring(dot));
    }
}
