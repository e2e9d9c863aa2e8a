package io.github.vhdlayers.tika;

import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.filesystem.FileSystemReader;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.filesystem.NoFileSystemReaderException;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.apache.tika.config.Field;
import org.jspecify.annotations.Nullable;

/**
 * What may differ from one document to the next: put one into the {@link org.apache.tika.parser.ParseContext} and it is used in
 * place of the parser's own settings, all of it. {@link VhdParser#copySettings()} is a good start.
 *
 * <p>Folders in which parents are looked for are no part of it: those are for the operator alone, who sets them at the
 * {@link VhdParser}.
 *
 * <p>The defaults suit mass indexing: one document per disk, which has all that is known of it, and nothing that makes an index
 * grow with the disk.
 *
 * <p>Not thread-safe while it is being set; after that, any number of threads may use it.
 */
public class VhdParserConfig implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Set<String> READERS = Set.of("java", "tsk");
    private static final String REPLAY = "replay";
    private static final String IGNORE = "ignore";

    private boolean findParents = true;
    private OrphanPolicy orphans = OrphanPolicy.SERVE_KNOWN;
    private boolean replayLog = true;
    private int maxRunsListed = 1_000;
    private long maxRunsCounted = 1_000_000;
    private long maxSpooledBytes = 16L << 30;
    private boolean examineBlocks = true;
    private boolean examineResidue;
    private boolean audit;
    private boolean ownershipMap;
    private boolean mergedImage;
    private boolean partitionImages;
    private boolean orphanParts;
    private int maxOrphanParts = 100;
    private long maxAttachmentBytes = 64L << 30;
    private Files files = Files.ALL;
    private boolean deletedFiles;
    private @Nullable String timeZone;
    private @Nullable String reader;
    private Journal journal = Journal.REPLAY;
    private long maxFiles = 1_000_000;
    private int maxFileDepth = 64;
    private long maxFileBytes = 1L << 30;
    private long maxFilesBytes = 1L << 40;
    private long maxNestedSeconds = 20;
    private long maxFilesSeconds;

    /** Which files of the disk are given. */
    enum Files {
        ALL,
        CHANGED,
        NONE
    }

    /** What is done with the journal of an ext file system that was not unmounted. */
    enum Journal {
        REPLAY,
        IGNORE
    }

    /** The defaults. */
    public VhdParserConfig() {}

    /** A copy. */
    public VhdParserConfig(VhdParserConfig other) {
        this.findParents = other.findParents;
        this.orphans = other.orphans;
        this.replayLog = other.replayLog;
        this.maxRunsListed = other.maxRunsListed;
        this.maxRunsCounted = other.maxRunsCounted;
        this.maxSpooledBytes = other.maxSpooledBytes;
        this.examineBlocks = other.examineBlocks;
        this.examineResidue = other.examineResidue;
        this.audit = other.audit;
        this.ownershipMap = other.ownershipMap;
        this.mergedImage = other.mergedImage;
        this.partitionImages = other.partitionImages;
        this.orphanParts = other.orphanParts;
        this.maxOrphanParts = other.maxOrphanParts;
        this.maxAttachmentBytes = other.maxAttachmentBytes;
        this.files = other.files;
        this.deletedFiles = other.deletedFiles;
        this.timeZone = other.timeZone;
        this.reader = other.reader;
        this.journal = other.journal;
        this.maxFiles = other.maxFiles;
        this.maxFileDepth = other.maxFileDepth;
        this.maxFileBytes = other.maxFileBytes;
        this.maxFilesBytes = other.maxFilesBytes;
        this.maxNestedSeconds = other.maxNestedSeconds;
        this.maxFilesSeconds = other.maxFilesSeconds;
    }

    /** Whether parents are looked for; true unless set. */
    public boolean isFindParents() {
        return findParents;
    }

    /** Sets {@link #isFindParents()}. If not, a differencing disk is taken for itself, also where a resolver is at hand. */
    @Field
    public void setFindParents(boolean find) {
        findParents = find;
    }

    /** What becomes of a disk with a missing parent: {@code serve-known}, unless set, or {@code refuse}. */
    public String getOrphans() {
        return FileMetadata.word(orphans);
    }

    /**
     * Sets {@link #getOrphans()}.
     *
     * @param policy {@code serve-known}: what it says and holds is given, the rest is counted as unknown, and a warning says so;
     *     {@code refuse}: what it says is given, and then parsing fails
     * @throws IllegalArgumentException if it is neither
     */
    @Field
    public void setOrphans(String policy) {
        try {
            orphans =
                    OrphanPolicy.valueOf(policy.trim().toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("orphans is serve-known or refuse, not " + policy, e);
        }
    }

    /**
     * What is done with the log of a VHDX that its writer did not finish: {@code replay}, the default, replays it in memory;
     * {@code ignore} shows the disk before its last changes.
     */
    public String getLog() {
        return replayLog ? REPLAY : IGNORE;
    }

    /**
     * Sets {@link #getLog()}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    @Field
    public void setLog(String rule) {
        String word = rule.trim().toLowerCase(Locale.ROOT);
        if (!word.equals(REPLAY) && !word.equals(IGNORE)) {
            throw new IllegalArgumentException("log is replay or ignore, not " + rule);
        }
        replayLog = word.equals(REPLAY);
    }

    /** How many runs of one owner the text lists; 1,000 unless set. */
    public int getMaxRunsListed() {
        return maxRunsListed;
    }

    /**
     * Sets {@link #getMaxRunsListed()}.
     *
     * @throws IllegalArgumentException if it is negative
     */
    @Field
    public void setMaxRunsListed(int runs) {
        maxRunsListed = Math.toIntExact(notNegative(runs));
    }

    /** How many runs are counted before counting stops; 1,000,000 unless set. */
    public long getMaxRunsCounted() {
        return maxRunsCounted;
    }

    /**
     * Sets {@link #getMaxRunsCounted()}. A disk of more runs is given without the numbers of sectors and without a map, because
     * partial ones look like whole ones in an index.
     *
     * @throws IllegalArgumentException if it is negative
     */
    @Field
    public void setMaxRunsCounted(long runs) {
        maxRunsCounted = notNegative(runs);
    }

    /** How much of a stream of unknown length is written to a temporary file; 16 GiB unless set. */
    public long getMaxSpooledBytes() {
        return maxSpooledBytes;
    }

    /**
     * Sets {@link #getMaxSpooledBytes()}. A disk has its end in its last sector, so that a stream must be a file first. One that is longer is no
     * disk for this parser, which says so.
     *
     * @throws IllegalArgumentException if it is negative
     */
    @Field
    public void setMaxSpooledBytes(long bytes) {
        maxSpooledBytes = notNegative(bytes);
    }

    /** Whether the whole block allocation tables are looked at for what cannot be right; true unless set. */
    public boolean isExamineBlocks() {
        return examineBlocks;
    }

    /** Sets {@link #isExamineBlocks()}. Reads every table once and no block: for the largest disks that is a second's work. */
    @Field
    public void setExamineBlocks(boolean examine) {
        examineBlocks = examine;
    }

    /** Whether the files are searched for bytes that the disk does not show; false unless set. */
    public boolean isExamineResidue() {
        return examineResidue;
    }

    /** Sets {@link #isExamineResidue()}. Off by default: every file is read, which takes as long as copying them. */
    @Field
    public void setExamineResidue(boolean examine) {
        examineResidue = examine;
    }

    /** Whether the leaf's sectors are compared with those below; false unless set. */
    public boolean isAudit() {
        return audit;
    }

    /**
     * Sets {@link #isAudit()}. It separates what is really new from what is only stored again. Off by default: all that a differencing
     * leaf owns is read, and the same sectors below it.
     */
    @Field
    public void setAudit(boolean compare) {
        audit = compare;
    }

    /** Whether the owners of all sectors are attached as CSV; false unless set. */
    public boolean isOwnershipMap() {
        return ownershipMap;
    }

    /**
     * Sets {@link #isOwnershipMap()}. Off by default: an index gains nothing from columns of numbers, and would have two documents
     * for every disk.
     */
    @Field
    public void setOwnershipMap(boolean attach) {
        ownershipMap = attach;
    }

    /** Whether the merged disk is attached as an image; false unless set. */
    public boolean isMergedImage() {
        return mergedImage;
    }

    /**
     * Sets {@link #isMergedImage()}. Off by default: it is as large as the disk, also where the disk is empty, and a program that digests
     * or unpacks attachments writes all of it. The parser itself streams it and keeps nothing. A disk of which something is
     * unknown has no merged image.
     */
    @Field
    public void setMergedImage(boolean attach) {
        mergedImage = attach;
    }

    /** Whether each partition is attached as an image; false unless set. */
    public boolean isPartitionImages() {
        return partitionImages;
    }

    /**
     * Sets {@link #isPartitionImages()}. Off by default, for the reasons that the merged image is. A partition of which something is
     * unknown, or that reaches past the end of the disk, has no image.
     */
    @Field
    public void setPartitionImages(boolean attach) {
        partitionImages = attach;
    }

    /** Whether the stretches that are known of a disk with a missing parent are attached; false unless set. */
    public boolean isOrphanParts() {
        return orphanParts;
    }

    /** Sets {@link #isOrphanParts()}. Off by default: bare sectors have no type, so an indexer can do nothing with them. */
    @Field
    public void setOrphanParts(boolean attach) {
        orphanParts = attach;
    }

    /** How many such stretches are attached, from the disk's start on; 100 unless set. */
    public int getMaxOrphanParts() {
        return maxOrphanParts;
    }

    /**
     * Sets {@link #getMaxOrphanParts()}.
     *
     * @throws IllegalArgumentException if it is negative
     */
    @Field
    public void setMaxOrphanParts(int parts) {
        maxOrphanParts = Math.toIntExact(notNegative(parts));
    }

    /** How large an attachment may be; 64 GiB unless set. */
    public long getMaxAttachmentBytes() {
        return maxAttachmentBytes;
    }

    /**
     * Sets {@link #getMaxAttachmentBytes()}. A larger one is left out, which the metadata tell; it is not cut.
     *
     * @throws IllegalArgumentException if it is negative
     */
    @Field
    public void setMaxAttachmentBytes(long bytes) {
        maxAttachmentBytes = notNegative(bytes);
    }

    /** Which files of the disk's file systems are given as embedded documents: {@code all}, unless set. */
    public String getFiles() {
        return files.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Sets {@link #getFiles()}. Without a reader of file systems on the class path none are, whatever is set.
     *
     * @param which {@code all}; {@code changed}, those that the leaf made or changed; or {@code none}
     * @throws IllegalArgumentException if it is none of these
     */
    @Field
    public void setFiles(String which) {
        try {
            files = Files.valueOf(which.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("files is all, changed or none, not " + which, e);
        }
    }

    /** Whether deleted files are given too, as far as they can be read; false unless set. */
    public boolean isDeletedFiles() {
        return deletedFiles;
    }

    /** Sets {@link #isDeletedFiles()}. Those that the leaf deleted are given as they were below it. */
    @Field
    public void setDeletedFiles(boolean give) {
        deletedFiles = give;
    }

    /** The time zone of the machine that wrote the disk, or an empty text; empty unless set. */
    public String getTimeZone() {
        return timeZone == null ? "" : timeZone;
    }

    /**
     * Sets {@link #getTimeZone()}: local times of FAT, exFAT and ISO 9660 are converted to UTC with it. Without it they are given as
     * they are recorded, without a zone.
     *
     * @param zone such as {@code Europe/Berlin} or {@code +09:00}, or an empty text
     * @throws IllegalArgumentException if there is no such time zone
     */
    @Field
    public void setTimeZone(String zone) {
        String name = zone.trim();
        try {
            timeZone = name.isEmpty() ? null : ZoneId.of(name).getId();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "timeZone is a time zone such as Europe/Berlin or +09:00, not " + zone, e);
        }
    }

    /** The time zone, or null if local times stay as they are. */
    @Nullable
    ZoneId zone() {
        return timeZone == null ? null : ZoneId.of(timeZone);
    }

    /** Who reads the file systems: {@code java} or {@code tsk}; empty, unless set, which is java, and tsk for what java does not read. */
    public String getReader() {
        return reader == null ? "" : reader;
    }

    /**
     * Sets {@link #getReader()}.
     *
     * @param name {@code java}, {@code tsk}, which is The Sleuth Kit's library, or an empty text. One that is not there is no failure:
     *     {@code vhd:files-problem} says so
     * @throws IllegalArgumentException if it is none of them
     */
    @Field
    public void setReader(String name) {
        String asked = name.trim().toLowerCase(Locale.ROOT);
        if (!asked.isEmpty() && !READERS.contains(asked)) {
            throw new IllegalArgumentException("reader is java or tsk, not " + name);
        }
        reader = asked.isEmpty() ? null : asked;
    }

    /**
     * What is done with the journal of an ext file system that was not unmounted: {@code replay}, the default, replays it in memory;
     * {@code ignore} shows the file system as it is stored.
     */
    public String getJournal() {
        return FileMetadata.word(journal);
    }

    /**
     * Sets {@link #getJournal()}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    @Field
    public void setJournal(String rule) {
        try {
            journal = Journal.valueOf(rule.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("journal is replay or ignore, not " + rule, e);
        }
    }

    /**
     * The reader of file systems that was asked for.
     *
     * @throws NoFileSystemReaderException if it is not there
     */
    FileSystemReader reader() throws NoFileSystemReaderException {
        FileSystemReader found = reader == null ? FileSystemReaders.find() : FileSystemReaders.named(reader);
        return journal == Journal.IGNORE ? found.withoutRecovery() : found;
    }

    /** How many files are given at most, together with those of disks within the disk; 1,000,000 unless set. */
    public long getMaxFiles() {
        return maxFiles;
    }

    /**
     * Sets {@link #getMaxFiles()}.
     *
     * @throws IllegalArgumentException if it is negative
     */
    @Field
    public void setMaxFiles(long number) {
        maxFiles = notNegative(number);
    }

    /** How deep folders are entered; 64 unless set. */
    public int getMaxFileDepth() {
        return maxFileDepth;
    }

    /**
     * Sets {@link #getMaxFileDepth()}.
     *
     * @throws IllegalArgumentException if it is less than 1, which is the root folder
     */
    @Field
    public void setMaxFileDepth(int depth) {
        if (depth < 1) {
            throw new IllegalArgumentException("a depth cannot be " + depth);
        }
        maxFileDepth = depth;
    }

    /** How large a file may be that is given; 1 GiB unless set. */
    public long getMaxFileBytes() {
        return maxFileBytes;
    }

    /**
     * Sets {@link #getMaxFileBytes()}. A larger one is left out, which the metadata tell; it is not cut.
     *
     * @throws IllegalArgumentException if it is negative
     */
    @Field
    public void setMaxFileBytes(long bytes) {
        maxFileBytes = notNegative(bytes);
    }

    /** How large all files that are given may be together; 1 TiB unless set. */
    public long getMaxFilesBytes() {
        return maxFilesBytes;
    }

    /**
     * Sets {@link #getMaxFilesBytes()}.
     *
     * @throws IllegalArgumentException if it is negative
     */
    @Field
    public void setMaxFilesBytes(long bytes) {
        maxFilesBytes = notNegative(bytes);
    }

    /** How many seconds the files of disks within the disk may take together, at any depth; 20 unless set. */
    public long getMaxNestedSeconds() {
        return maxNestedSeconds;
    }

    /**
     * Sets {@link #getMaxNestedSeconds()}. What is left out for it is counted, and said in the metadata of the disk and of the disks
     * around it.
     *
     * @throws IllegalArgumentException if it is negative
     */
    @Field
    public void setMaxNestedSeconds(long seconds) {
        maxNestedSeconds = notNegative(seconds);
    }

    /** How many seconds the files of a disk may take; 0, which is as long as it takes, unless set. */
    public long getMaxFilesSeconds() {
        return maxFilesSeconds;
    }

    /**
     * Sets {@link #getMaxFilesSeconds()}. Where Tika ends a process that takes too long, set less than it allows: the disk's own
     * document is then given with the files that there was time for, and says that others are missing. A file that its own parser
     * does not come to an end with is not interrupted.
     *
     * @throws IllegalArgumentException if it is negative
     */
    @Field
    public void setMaxFilesSeconds(long seconds) {
        maxFilesSeconds = notNegative(seconds);
    }

    final Files filesMode() {
        return files;
    }

    final OrphanPolicy orphanPolicy() {
        return orphans;
    }

    private static long notNegative(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("a bound cannot be " + value);
        }
        return value;
    }

    boolean replayLog() {
        return replayLog;
    }
}
