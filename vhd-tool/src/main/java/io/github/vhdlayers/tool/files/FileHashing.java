package io.github.vhdlayers.tool.files;

import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.DiskFileSystems;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.internal.export.HashAlgorithm;
import io.github.vhdlayers.io.RandomAccessSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes hashes of contents, and asks lists of known files about them. For one thread. */
public final class FileHashing {
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int MOST_PROBLEMS = 1000;

    private final Set<HashAlgorithm> printed;
    private final Set<HashAlgorithm> taken;
    private final @Nullable KnownHashes known;
    private final long diskBytes;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final List<String> problems = new ArrayList<>();
    private long failures;

    /**
     * What is wanted.
     *
     * @param printed the hashes that are printed
     * @param known the lists, or null
     * @param diskBytes the size of the disk: a content that claims to be longer is not read, because it might take for ever
     */
    FileHashing(Set<HashAlgorithm> printed, @Nullable KnownHashes known, long diskBytes) {
        this.printed = Set.copyOf(printed);
        this.known = known;
        this.diskBytes = diskBytes;
        this.taken = EnumSet.noneOf(HashAlgorithm.class);
        taken.addAll(printed);
        if (known != null) {
            taken.addAll(known.algorithms());
        }
    }

    /**
     * The hashes of a row's content; none if it has no content of its own, or is what is left of a file that was deleted before.
     *
     * @param several whether paths begin with the partition
     */
    FileHashes of(FileOwnership file, DiskFileSystems systems, boolean several) {
        FileStream stream = file.stream();
        if (taken.isEmpty() || stream == null || !hasContent(file, stream)) {
            return FileHashes.NONE;
        }
        if (file.size() == null) {
            return failed(file, several, "its content is not known");
        } else if (stream.size() > diskBytes) {
            return failed(file, several, "its content is said to be longer than the disk");
        }
        Map<HashAlgorithm, MessageDigest> digests = new EnumMap<>(HashAlgorithm.class);
        taken.forEach(algorithm -> digests.put(algorithm, algorithm.digest()));
        try (RandomAccessSource content = systems.content(file.file(), stream)) {
            for (long at = 0; content.read(at, buffer.clear()) >= 0; at += buffer.limit()) {
                buffer.flip();
                digests.values().forEach(digest -> digest.update(buffer.duplicate()));
            }
        } catch (IOException e) {
            return failed(file, several, String.valueOf(e.getMessage()));
        }
        Map<HashAlgorithm, byte[]> hashes = new EnumMap<>(HashAlgorithm.class);
        digests.forEach((algorithm, digest) -> hashes.put(algorithm, digest.digest()));
        Map<HashAlgorithm, String> digits = new EnumMap<>(HashAlgorithm.class);
        printed.forEach(algorithm ->
                digits.put(algorithm, HexFormat.of().formatHex(hashes.getOrDefault(algorithm, new byte[0]))));
        return new FileHashes(digits, known == null ? null : known.contains(hashes));
    }

    private static boolean hasContent(FileOwnership file, FileStream stream) {
        DiskFile.Kind kind = file.file().kind();
        boolean isFolder = kind == DiskFile.Kind.DIRECTORY && stream.name().isEmpty();
        return kind != DiskFile.Kind.VIRTUAL && !isFolder && file.status() != FileOwnership.Status.DELETED_NAME;
    }

    private FileHashes failed(FileOwnership file, boolean several, String why) {
        failures++;
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(FileTable.path(file, several) + ": no hash: " + why);
        }
        return FileHashes.NONE;
    }

    /** Why contents have no hash, the first of them. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** How many contents could not be read. */
    public long failures() {
        return failures;
    }
}
