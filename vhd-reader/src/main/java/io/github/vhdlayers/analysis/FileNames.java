package io.github.vhdlayers.analysis;

import io.github.vhdlayers.filesystem.FileKind;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.PathText;
import io.github.vhdlayers.internal.codec.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * The names of a file system before and after, without their texts: 64 bits of a salted hash each, so that a million names take
 * little memory, and nobody can make a disk on which two of them are taken for one.
 *
 * <p>A file is the same as before if it has the same path, or if its metadata has the same address and is not another file's
 * since: NTFS counts that, and ext's inodes have a number for it, which some programs leave at 0. FAT's entries move, and the numbers of
 * ISO 9660, HFS+ and others are given anew when a volume is made again, so there only the path counts.
 */
final class FileNames {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final MessageDigest digest;
    private final byte[] salt = new byte[16];
    private final boolean hasIdentities;

    private final LongTable formerPaths = new LongTable();
    private final LongTable formerIdentities = new LongTable();
    private final LongTable presentPaths = new LongTable();
    private final LongTable presentIdentities = new LongTable();
    private final LongTable renamed = new LongTable();
    private final LongTable perhapsRenamed = new LongTable();

    /**
     * For one file system.
     *
     * @param fileSystemType its type
     * @param sameVolume whether it was not made anew in between
     */
    FileNames(String fileSystemType, boolean sameVolume) {
        RANDOM.nextBytes(salt);
        hasIdentities = sameVolume && keepsNumbers(fileSystemType);
        digest = Sha256.digest();
    }

    /** Whether a number, with its generation or sequence, means the same file as long as the volume is not made anew. */
    static boolean keepsNumbers(String fileSystemType) {
        return fileSystemType.equals("ntfs") || fileSystemType.startsWith("ext");
    }

    boolean hasIdentities() {
        return hasIdentities;
    }

    void addFormer(FileName name) {
        formerPaths.put(path(name), name.address());
        if (hasIdentities) {
            formerIdentities.increment(identity(name));
        }
    }

    void addPresent(FileName name) {
        presentPaths.put(path(name), name.address());
        if (hasIdentities) {
            presentIdentities.increment(identity(name));
        }
    }

    /** Notes that a file is there under a name that it did not have. */
    void addRenamed(FileName name) {
        renamed.put(identity(name), 1);
    }

    /** Notes that a file may be there under a name that it did not have: what would say so cannot be read. */
    void addPerhapsRenamed(FileName name) {
        perhapsRenamed.put(identity(name), 1);
    }

    /** Notes a name of a file that cannot be read, which may be the new name of one that was there. */
    void noteUnread(FileName name) {
        if (hadIdentity(name) && formerAddress(name) == LongTable.ABSENT) {
            addPerhapsRenamed(name);
        }
    }

    /** Whether the file of a former name may be there under another one. */
    boolean isPerhapsRenamed(FileName former) {
        return hasIdentities && perhapsRenamed.contains(identity(former));
    }

    /** The address that a path led to, or {@link LongTable#ABSENT}. */
    long formerAddress(FileName name) {
        return formerPaths.get(path(name));
    }

    /** Whether the same metadata was in use for the same file. */
    boolean hadIdentity(FileName name) {
        return hasIdentities && formerIdentities.contains(identity(name));
    }

    /** How many names the file of a name has now. */
    long presentNames(FileName name) {
        return Math.max(0, presentIdentities.get(identity(name)));
    }

    /** Whether a former name is no more, and its file is not there under a new one. */
    boolean isGone(FileName former) {
        if (presentPaths.contains(path(former))) {
            return false;
        }
        return !hasIdentities || !presentIdentities.contains(identity(former)) || !renamed.contains(identity(former));
    }

    private long path(FileName name) {
        digest.update(salt);
        // A folder in place of a file is another thing.
        digest.update((byte) (name.kind() == FileKind.DIRECTORY ? 1 : 0));
        digest.update(PathText.encode(name.path()));
        return finish();
    }

    private long identity(FileName name) {
        digest.update(salt);
        digest.update(ByteBuffer.allocate(17)
                .putLong(name.address())
                .putLong(name.sequence())
                .array());
        return finish();
    }

    private long finish() {
        long value = ByteBuffer.wrap(digest.digest()).getLong();
        return value == 0 ? 1 : value;
    }
}
