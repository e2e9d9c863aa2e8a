package io.github.vhdlayers.internal.files;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkResult;
import org.jspecify.annotations.Nullable;

/**
 * The names of a file system before and after, without their texts: 64 bits of a salted hash each, so that a million names take
 * little memory, and no disk can be made on which two of them are taken for one.
 *
 * <p>A file is the same as before if it has the same path, or if its metadata has the same address and is not another file's
 * since: NTFS counts that, and ext's inodes have a number for it, which some programs leave at 0. FAT's entries move, and the numbers of
 * ISO 9660, HFS+ and others are given anew when a volume is made again, so there only the path counts.
 */
public final class FileNames {
    private static final long PATH = 1;
    private static final long FOLDER_PATH = 2;
    private static final long IDENTITY = 3;
    private static final long ENTRY = 4;
    /** Above the number of a file's present names: that its metadata is what it was, and that it had a name before. */
    private static final long UNCHANGED = 1L << 40;

    private static final long MET = 1L << 41;

    private final SaltedHash hash = new SaltedHash();
    private final boolean hasIdentities;

    private final LongTable formerPaths = new LongTable();
    private final LongTable formerIdentities = new LongTable();
    private final LongTable presentPaths = new LongTable();
    private final LongTable presentIdentities = new LongTable();
    private long unmet;
    private final LongTable renamed = new LongTable();
    private final LongTable perhapsRenamed = new LongTable();
    private final FormerNames formerNames = new FormerNames();
    private @Nullable FileName lastName;
    private long lastPath;
    private long lastIdentity;
    private String lastFolder = "";
    private long lastFolderPath;

    /**
     * For one file system.
     *
     * @param family which it is of
     * @param sameVolume whether it was not made anew in between
     */
    public FileNames(FileSystemInfo.Family family, boolean sameVolume) {
        hasIdentities = sameVolume && family.keepsNumbers();
    }

    /** Whether a number and a generation say that two names are of one file. */
    public boolean hasIdentities() {
        return hasIdentities;
    }

    /** Adds a name of before; those of now are added first, or no former name of a file that was renamed is known. */
    public void addFormer(FileName name) {
        formerPaths.put(path(name), name.address());
        if (hasIdentities) {
            long identity = identity(name);
            formerIdentities.increment(identity);
            if (presentIdentities.contains(identity)) {
                formerNames.addFormer(name, identity, path(name), folderPath(name), this::entry);
            } else if (name.kind() == DiskFile.Kind.DIRECTORY) {
                formerNames.addFormerFolder(path(name), identity);
            }
        }
    }

    /** Notes a name that the present view has. */
    public void addPresent(FileName name) {
        presentPaths.put(path(name), name.address());
        if (hasIdentities) {
            long identity = identity(name);
            presentIdentities.increment(identity);
            formerNames.addPresent(name, identity, path(name), folderPath(name), this::entry);
        }
    }

    /** Notes that the file of a name that was added last has the same metadata as before, byte for byte. */
    public void addUnchanged(FileName present) {
        long identity = identity(present);
        long value = presentIdentities.get(identity);
        if ((value & UNCHANGED) == 0) {
            presentIdentities.put(identity, value | UNCHANGED);
            unmet++;
        }
    }

    /** Whether a name of before is of such a file; notes that the file was there. */
    public boolean isUnchanged(FileName former) {
        long identity = identity(former);
        long value = presentIdentities.get(identity);
        if (value < 0 || (value & UNCHANGED) == 0) {
            return false;
        }
        if ((value & MET) == 0) {
            presentIdentities.put(identity, value | MET);
            unmet--;
        }
        return true;
    }

    /** Whether each such file had a name before. */
    public boolean isEachUnchangedFormer() {
        return unmet == 0;
    }

    /** Notes how the walk ended that gave the names of now. */
    public void endPresent(WalkResult result) {
        formerNames.setPresentKnown(result.limit() == null && result.unreadCount() == 0);
    }

    /** Notes how the walk ended that gave the names of before. */
    public void endFormer(WalkResult result) {
        formerNames.endFormer(result.limit() == null && result.unreadCount() == 0);
    }

    /**
     * The name that a file of now had, or null if it has it still, had none, or it is not known which. What has the same number is the same
     * file as far as numbers tell.
     */
    FormerNames.@Nullable Origin originOf(DiskFile file) {
        FileName name = file.name();
        if (!hadIdentity(name) || (formerAddress(name) == name.address())) {
            return null;
        }
        FormerNames.Origin origin = formerNames.of(file, identity(name), folderPath(name), this::isFormer);
        if (origin != null && name.kind() == DiskFile.Kind.DIRECTORY) {
            formerNames.addMovedFolder(path(name), origin.name().path());
        }
        return origin;
    }

    /** Whether a name was there and led to the same file. */
    private boolean isFormer(FileName name) {
        return formerAddress(name) == name.address() && hadIdentity(name);
    }

    /** How many more names a file has now than it had; null if that is not known. */
    public @Nullable Long moreNames(FileName name) {
        if (!hasIdentities || !formerNames.isAllKnown()) {
            return null;
        }
        return presentNames(name) - Math.max(0, formerIdentities.get(identity(name)));
    }

    /** Why some former names are not known, or null if all are. */
    public @Nullable String formerNamesLeftOut() {
        return formerNames.leftOut();
    }

    /** Notes that a file is there under a name that it did not have. */
    void addRenamed(FileName name) {
        renamed.put(identity(name), 1);
    }

    /** Notes that a file may be there under a name that it did not have: what would say so cannot be read. */
    void addPerhapsRenamed(FileName name) {
        perhapsRenamed.put(identity(name), 1);
    }

    /** Notes a name of a file of which something cannot be read: it may be the new name of one that was there, also in the place of another. */
    public void noteUnread(FileName name) {
        if (hadIdentity(name) && formerAddress(name) != name.address()) {
            addPerhapsRenamed(name);
        }
    }

    /** Whether the file of a former name may be there under another one. */
    public boolean isPerhapsRenamed(FileName former) {
        return hasIdentities && perhapsRenamed.contains(identity(former));
    }

    /** The address that a path led to, or {@link LongTable#ABSENT}. */
    public long formerAddress(FileName name) {
        return formerPaths.get(path(name));
    }

    /** Whether the same metadata was in use for the same file. */
    public boolean hadIdentity(FileName name) {
        return hasIdentities && formerIdentities.contains(identity(name));
    }

    /** How many names the file of a name has now. */
    public long presentNames(FileName name) {
        // Of a file that is not there only the sign is set.
        return presentIdentities.get(identity(name)) & UNCHANGED - 1;
    }

    /** Whether a path is there now. */
    public boolean isPresent(FileName name) {
        return presentPaths.contains(path(name));
    }

    /** Whether a folder was there under a path. */
    public boolean isFormerFolder(String path) {
        return formerPaths.contains(path(path, true));
    }

    /** Whether a folder is there now under a path. */
    public boolean isPresentFolder(String path) {
        return presentPaths.contains(path(path, true));
    }

    /** Whether a former name is no more, and its file is not there under a new one. */
    public boolean isGone(FileName former) {
        if (isPresent(former)) {
            return false;
        }
        return !hasIdentities || !presentIdentities.contains(identity(former)) || !renamed.contains(identity(former));
    }

    /** The number of a name's path, which is asked for several times of the same name. */
    @SuppressWarnings("ReferenceEquality") // an equal name that is another object is only worked out again
    private long path(FileName name) {
        if (name != lastName) {
            lastPath = path(name.path(), name.kind() == DiskFile.Kind.DIRECTORY);
            lastIdentity = hash.begin()
                    .add(IDENTITY)
                    .add(name.address())
                    .add(name.sequence())
                    .end();
            lastName = name;
        }
        return lastPath;
    }

    private long path(String path, boolean isFolder) {
        // A folder in place of a file is another thing.
        return hash.begin().add(isFolder ? FOLDER_PATH : PATH).add(path).end();
    }

    private long identity(FileName name) {
        path(name);
        return lastIdentity;
    }

    /** A file in a folder under a name, wherever that folder is. */
    private long entry(long folder, long file, String name) {
        return hash.begin().add(ENTRY).add(folder).add(file).add(name).end();
    }

    /** The number of the path of the folder that a name is in. A walk gives the names of a folder one after the other. */
    private long folderPath(FileName name) {
        int slash = name.path().lastIndexOf('/');
        // Compared within the path: a text of its own for each name would be thrown away at once.
        int length = Math.max(1, slash);
        if (lastFolder.length() != length || !name.path().startsWith(lastFolder)) {
            lastFolder = slash <= 0 ? "/" : name.path().substring(0, slash);
            lastFolderPath = path(lastFolder, true);
        }
        return lastFolderPath;
    }
}
