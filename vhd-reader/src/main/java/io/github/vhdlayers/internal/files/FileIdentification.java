package io.github.vhdlayers.internal.files;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the file that a file of now was below: under its path, or elsewhere by its number where the file system keeps numbers. */
public final class FileIdentification {
    private static final int COMPARED_BYTES = 4096;

    private final DiskFileSystems now;
    private final Former former;
    private final FileNames names;

    /**
     * Between the present files and those below.
     *
     * @param now the present ones
     * @param former those below, with what is known of them
     * @param names the names of both, all of which were added
     */
    public FileIdentification(DiskFileSystems now, Former former, FileNames names) {
        this.now = now;
        this.former = former;
        this.names = names;
    }

    /** Why there is no file to compare with. */
    public enum Absence {
        /** None was there below. */
        NEW,

        /** It is not known whether one was there. */
        UNKNOWN
    }

    /**
     * What was found.
     *
     * @param absence why there is no file to compare with; null if there is one
     * @param address the number of the file's metadata below
     * @param moved whether it is found under another path
     * @param replaced whether the path held another file
     * @param inPlace whether the path leads to the same metadata
     * @param origin the name that the file had, unless it is the same; null if none is known
     * @param why why the status is unknown
     */
    public record Found(
            @Nullable Absence absence,
            long address,
            boolean moved,
            boolean replaced,
            boolean inPlace,
            FormerNames.@Nullable Origin origin,
            @Nullable String why) {
        static Found none(Absence absence, @Nullable String why) {
            return new Found(absence, 0, false, false, false, null, why);
        }
    }

    /** Finds what a file was. What it gives is not opened yet. */
    public Found find(DiskFile file) {
        FileName name = file.name();
        if (former.state() == Former.State.ABSENT) {
            return Found.none(Absence.NEW, null);
        }
        if (former.state() == Former.State.UNKNOWN) {
            return Found.none(Absence.UNKNOWN, former.reason());
        }
        if (name.path().equals("/")) {
            return new Found(null, rootOf(name), false, false, names.hasIdentities(), null, null);
        }
        long address = names.formerAddress(name);
        boolean sameFile = names.hadIdentity(name);
        if (address != LongTable.ABSENT) {
            boolean replaced = names.hasIdentities() && !(address == name.address() && sameFile);
            FormerNames.Origin origin = replaced ? names.originOf(file) : null;
            if (replaced && sameFile && origin == null) {
                // It was elsewhere, and not every name could be read.
                names.addPerhapsRenamed(name);
            }
            return new Found(null, address, false, replaced, address == name.address(), origin, null);
        }
        if (former.mayHold(name.path())) {
            if (sameFile) {
                names.addPerhapsRenamed(name);
            }
            return Found.none(Absence.UNKNOWN, "whether it was there before is not known: " + former.why(name.path()));
        }
        if (sameFile) {
            return new Found(null, name.address(), true, false, false, names.originOf(file), null);
        }
        if (names.hasIdentities() && former.mayHoldFile(name, 0)) {
            return Found.none(
                    Absence.UNKNOWN,
                    "whether it was there before under another name is not known: " + former.whyElsewhere());
        }
        return Found.none(Absence.NEW, null);
    }

    private long rootOf(FileName name) {
        long address = names.formerAddress(name);
        return address == LongTable.ABSENT ? name.address() : address;
    }

    /**
     * The file as it was; null if what was found by its number turns out to be another file.
     *
     * @throws IOException if it cannot be read
     */
    public @Nullable DiskFile open(Found found, DiskFile file) throws IOException {
        DiskFileSystems systems = Objects.requireNonNull(former.systems());
        FileSystemInfo info = Objects.requireNonNull(former.info());
        FileName name = found.origin() == null || found.replaced()
                ? file.name()
                : found.origin().name();
        DiskFile old = systems.file(
                info,
                new FileName(
                        name.path(),
                        name.kind(),
                        true,
                        found.address(),
                        found.moved() ? name.sequence() : 0,
                        name.printsAlike()));
        if (old == null) {
            return DiskFile.ofName(info, name, "there is nothing at the number " + found.address());
        }
        if (found.moved()) {
            try {
                if (!isSame(old, file)) {
                    return null;
                }
            } catch (IOException e) {
                names.addPerhapsRenamed(name);
                throw e;
            }
            names.addRenamed(name);
        }
        return old;
    }

    /**
     * The name that a file had which took the place of another one; null if it had none, or it is not proven that it is the same file.
     *
     * @throws IOException if what would prove it cannot be read
     */
    public FormerNames.@Nullable Origin originOfReplacing(Found found, DiskFile file) throws IOException {
        FormerNames.Origin origin = found.origin();
        if (origin == null || !found.replaced()) {
            return null;
        }
        DiskFile old =
                Objects.requireNonNull(former.systems()).file(Objects.requireNonNull(former.info()), origin.name());
        if (old == null || !old.isRead() || !old.allocated() || !isSame(old, file)) {
            return null;
        }
        names.addRenamed(file.name());
        return origin;
    }

    /**
     * Whether metadata with the same number and generation is of the same file. Some programs leave the generation of ext's inodes at
     * 0; then the time of creation says it, or, where there is none, what both have in common.
     */
    private boolean isSame(DiskFile old, DiskFile file) throws IOException {
        if (file.name().sequence() != 0 || file.fileSystem().family() != FileSystemInfo.Family.EXT) {
            return true;
        }
        if (old.kind() != file.kind()) {
            return false;
        }
        if (old.times().created() != null) {
            return Objects.equals(old.times().created(), file.times().created());
        }
        return Objects.equals(old.times().modified(), file.times().modified())
                ? Objects.equals(old.size(), file.size())
                : beginsAlike(old, file);
    }

    /** Whether a content begins with all of the former one, as after something was written behind it. */
    private boolean beginsAlike(DiskFile old, DiskFile file) throws IOException {
        FileStream before = old.stream("");
        FileStream present = file.stream("");
        if (before == null
                || present == null
                || old.kind() == DiskFile.Kind.DIRECTORY
                || before.size() == 0
                || present.size() < before.size()) {
            return false;
        }
        try (RandomAccessSource one = Objects.requireNonNull(former.systems()).content(old, before);
                RandomAccessSource other = now.content(file, present)) {
            int length = (int) Math.min(before.size(), COMPARED_BYTES);
            ByteBuffer a = ByteBuffer.allocate(length);
            ByteBuffer b = ByteBuffer.allocate(length);
            one.readFully(0, a);
            other.readFully(0, b);
            return a.flip().equals(b.flip());
        }
    }
}
