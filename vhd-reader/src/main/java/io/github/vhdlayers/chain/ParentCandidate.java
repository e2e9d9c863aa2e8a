package io.github.vhdlayers.chain;

import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.internal.folder.SplitImage;
import io.github.vhdlayers.internal.io.Closing;
import io.github.vhdlayers.io.RandomAccessSource;
import io.github.vhdlayers.io.RandomAccessSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A file that may be a parent: nothing is opened before it is examined, and it counts as found only when its id is the
 * recorded one. Or a place where a parent was looked for in vain, kept so that an error can name it.
 *
 * <p>Immutable and thread-safe, as far as the opener given to {@link #of} is.
 *
 * @since 0.1.0
 */
public final class ParentCandidate {
    private final String name;
    private final @Nullable Path path;
    private final @Nullable Object fileKey;
    private final @Nullable Instant lastModified;
    private final @Nullable SourceOpener opener;
    private final RejectedParent.@Nullable Cause refusalCause;
    private final @Nullable String refusal;
    private final @Nullable Exception failure;

    private ParentCandidate(
            String name,
            @Nullable Path path,
            @Nullable Object fileKey,
            @Nullable Instant lastModified,
            @Nullable SourceOpener opener,
            RejectedParent.@Nullable Cause refusalCause,
            @Nullable String refusal,
            @Nullable Exception failure) {
        this.failure = failure;
        this.name = name;
        this.path = path;
        this.fileKey = fileKey;
        this.lastModified = lastModified;
        this.opener = opener;
        this.refusalCause = refusalCause;
        this.refusal = refusal;
    }

    /**
     * A file of the file system. It need not exist: what is wrong with it is reported when it is examined. A device, a pipe or a
     * folder is never opened.
     *
     * @param file the file
     */
    public static ParentCandidate ofPath(Path file) {
        return ofPath(file, SplitImage::openUnlinked);
    }

    /** A file of bare sectors, which is one file whatever its name is. */
    static ParentCandidate ofRawPath(Path file) {
        return ofPath(file, real -> RandomAccessSources.ofPath(real, LinkOption.NOFOLLOW_LINKS));
    }

    private static ParentCandidate ofPath(Path file, PathOpener opener) {
        return ofPath(file, opener, real -> true);
    }

    /**
     * A file that was found in a folder, unless a symbolic link leads from there to another place.
     *
     * @param file the file
     * @param isInside whether a path without symbolic links is in the folder
     */
    public static ParentCandidate inFolder(Path file, Predicate<Path> isInside) {
        return ofPath(file, SplitImage::openUnlinked, isInside);
    }

    private static ParentCandidate ofPath(Path file, PathOpener opener, Predicate<Path> isInside) {
        try {
            Path real = file.toRealPath();
            return isInside.test(real)
                    ? ofReal(file, real, opener)
                    : refused(
                            file.toString(),
                            RejectedParent.Cause.OUTSIDE_FOLDER,
                            "is a symbolic link out of the folder");
        } catch (NoSuchFileException e) {
            return refused(file.toString(), RejectedParent.Cause.NOT_THERE, "does not exist");
        } catch (IOException | SecurityException e) {
            return unreadable(file.toString(), "cannot be examined: " + e, e);
        }
    }

    /**
     * The same of a file of which is known where it is: a link that takes its place later is not followed.
     *
     * @param file under which path it was found
     * @param real where it is
     */
    public static ParentCandidate ofReal(Path file, Path real) {
        return ofReal(file, real, SplitImage::openUnlinked);
    }

    private static ParentCandidate ofReal(Path file, Path real, PathOpener opener) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                return refused(file.toString(), RejectedParent.Cause.NOT_A_FILE, "is not a regular file");
            }
            Object key = Objects.requireNonNullElse(attributes.fileKey(), real);
            return new ParentCandidate(
                    file.toString(),
                    file,
                    key,
                    attributes.lastModifiedTime().toInstant(),
                    () -> openUnchanged(real, attributes, opener),
                    null,
                    null,
                    null);
        } catch (NoSuchFileException e) {
            return refused(file.toString(), RejectedParent.Cause.NOT_THERE, "does not exist");
        } catch (IOException | SecurityException e) {
            return unreadable(file.toString(), "cannot be examined: " + e, e);
        }
    }

    /** Opens the file that was looked at, and no other that took its place since. */
    private static RandomAccessSource openUnchanged(Path real, BasicFileAttributes seen, PathOpener opener)
            throws IOException {
        RandomAccessSource source = opener.open(real);
        try {
            BasicFileAttributes now = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            boolean same = now.isRegularFile()
                    && Objects.equals(seen.fileKey(), now.fileKey())
                    && seen.size() == now.size()
                    && seen.lastModifiedTime().equals(now.lastModifiedTime());
            if (!same) {
                throw new IOException(real.getFileName() + ": was changed or replaced while it was examined");
            }
            return source;
        } catch (IOException | RuntimeException | Error e) {
            Closing.after(e, source);
            throw e;
        }
    }

    /**
     * Something else that can be read: an entry of an archive, an object in a store, bytes in memory.
     *
     * @param name what a person would call it
     * @param opener opens it; called at most once for every time it is examined
     */
    public static ParentCandidate of(String name, SourceOpener opener) {
        return of(name, null, opener);
    }

    /**
     * The same of something that has a time.
     *
     * @param name what a person would call it
     * @param lastModified when it was last changed, which is compared with the time that the child records; or null if that is not known
     * @param opener opens it; called at most once for every time it is examined
     */
    public static ParentCandidate of(String name, @Nullable Instant lastModified, SourceOpener opener) {
        return new ParentCandidate(name, null, null, lastModified, opener, null, null, null);
    }

    /**
     * A place that was considered and is not examined.
     *
     * @param name what a person would call it
     * @param reason why not, in a few words that follow the name
     */
    public static ParentCandidate refused(String name, String reason) {
        return refused(name, RejectedParent.Cause.REFUSED, reason);
    }

    /**
     * The same with the cause for programs.
     *
     * @param name what a person would call it
     * @param cause why not
     * @param reason the same in a few words that follow the name
     */
    public static ParentCandidate refused(String name, RejectedParent.Cause cause, String reason) {
        return new ParentCandidate(name, null, null, null, null, cause, reason, null);
    }

    /** A place that could not be looked at, and what the system said. */
    public static ParentCandidate unreadable(String name, String reason, Exception failure) {
        return new ParentCandidate(name, null, null, null, null, RejectedParent.Cause.UNREADABLE, reason, failure);
    }

    /** What a person would call it. */
    public String name() {
        return name;
    }

    /** Where it is, or null if it is not a file of the file system. */
    public @Nullable Path path() {
        return path;
    }

    /** When its file was last changed, or null if that is not known. */
    public @Nullable Instant lastModified() {
        return lastModified;
    }

    /** Why it is not examined, or null if it can be. */
    public @Nullable String refusal() {
        return refusal;
    }

    /** Why it is not examined, for programs, or null if it can be. */
    RejectedParent.@Nullable Cause refusalCause() {
        return refusalCause;
    }

    /** What the system said when the place could not be looked at, or null. */
    @Nullable
    Exception failure() {
        return failure;
    }

    /** Identifies the file whatever its path, or null if that is not known. */
    @Nullable
    Object fileKey() {
        return fileKey;
    }

    /** Opens it for reading; the caller closes the result. */
    RandomAccessSource open() throws IOException {
        if (opener == null) {
            throw new IOException(name + ": " + refusal);
        }
        RandomAccessSource source = opener.open();
        if (source == null) {
            throw new IOException(name + ": its opener returned null, not a source");
        }
        return source;
    }

    @FunctionalInterface
    private interface PathOpener {
        RandomAccessSource open(Path real) throws IOException;
    }

    /** Opens a source; may be called more than once, each time for a new source that the caller closes. */
    @FunctionalInterface
    public interface SourceOpener {
        /**
         * Opens the source.
         *
         * @throws IOException if it cannot be opened; the candidate is then refused with these words
         */
        RandomAccessSource open() throws IOException;
    }

    @Override
    public String toString() {
        return refusal == null ? name : name + " " + refusal;
    }
}
