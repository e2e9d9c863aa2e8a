package io.github.vhdlayers.filesystems.ext;

import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystems.support.NamesOnlyReader;
import io.github.vhdlayers.filesystems.support.UnopenedVolumeException;
import io.github.vhdlayers.filesystems.support.VolumeBytes;
import io.github.vhdlayers.filesystems.support.VolumeFormat;
import io.github.vhdlayers.filesystems.support.VolumePlace;
import io.github.vhdlayers.filesystems.support.VolumeReader;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recognises ext2, ext3 and ext4. */
public final class ExtFormat implements VolumeFormat {
    private static final String WRONG_CHECKSUM = "the checksum of its superblock is wrong";

    /** The one of that kind. */
    public ExtFormat() {}

    @Override
    public @Nullable VolumeReader open(VolumePlace place) throws IOException {
        VolumeBytes bytes = place.bytes();
        ExtSuper superblock;
        try {
            superblock = ExtSuper.parse(bytes);
        } catch (UnopenedVolumeException e) {
            VolumeReader byCopy = openByCopy(place, bytes, "it " + e.getMessage() + ": ");
            if (byCopy != null) {
                return byCopy;
            }
            throw e;
        }
        if (superblock == null) {
            return null;
        }
        if (!superblock.hasRightChecksum()) {
            VolumeReader byCopy = openByCopy(place, bytes, WRONG_CHECKSUM + ": ");
            return byCopy != null ? byCopy : open(place, bytes, superblock, WRONG_CHECKSUM);
        }
        return open(place, bytes, superblock, null);
    }

    @Override
    public @Nullable VolumeReader openByCopy(VolumePlace place) throws IOException {
        return openByCopy(place, place.bytes(), "its superblock is not there: ");
    }

    private static @Nullable VolumeReader openByCopy(VolumePlace place, VolumeBytes bytes, String why)
            throws IOException {
        ExtCopies.Copy copy = ExtCopies.find(place, bytes);
        return copy == null ? null : open(place, bytes, copy.superblock(), copy.problem(why));
    }

    /** @param problem what is wrong with the superblock, or why a copy of it is used; null if nothing is */
    private static VolumeReader open(
            VolumePlace place, VolumeBytes bytes, ExtSuper superblock, @Nullable String problem) throws IOException {
        FileSystemInfo stored = info(place, superblock, FileSystemInfo.State.JOURNAL_UNREADABLE);
        ExtVolume unreplayed = new ExtVolume(stored, bytes, superblock, null);
        // A copy does not say whether the journal holds anything: only the first superblock is kept up to date.
        if (problem == null ? !superblock.has(ExtSuper.RECOVER) : Journal.isEmpty(unreplayed)) {
            return reader(place, bytes, superblock, null, FileSystemInfo.State.AS_STORED, problem, null);
        }
        if (!place.recovers()) {
            return reader(place, bytes, superblock, null, FileSystemInfo.State.JOURNAL_IGNORED, problem, null);
        }
        try {
            Journal.Replayed replayed = Journal.replay(unreplayed);
            VolumeBytes newer = new VolumeBytes(replayed.overlay(), place.diskOffset(), place.length());
            ExtSuper after = problem == null ? ExtSuper.parse(newer) : null;
            return reader(
                    place,
                    newer,
                    after == null ? superblock : after,
                    replayed.overlay(),
                    FileSystemInfo.State.RECOVERED,
                    problem,
                    replayed.problem());
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            // What is stored may be older than what the journal holds, in any file.
            return new NamesOnlyReader(
                    new ExtReader(new ExtVolume(stored, bytes, superblock, null), problems(problem, null)),
                    "newer states are in its journal, which cannot be replayed: " + e.getMessage());
        }
    }

    private static FileSystemInfo info(VolumePlace place, ExtSuper superblock, FileSystemInfo.State state) {
        return place.info(superblock.type(), superblock.bytes(), superblock.blockBytes(), superblock.id())
                .withState(state);
    }

    private static VolumeReader reader(
            VolumePlace place,
            VolumeBytes bytes,
            ExtSuper superblock,
            @Nullable JournalOverlay overlay,
            FileSystemInfo.State state,
            @Nullable String problem,
            @Nullable String replay) {
        ExtVolume volume = new ExtVolume(info(place, superblock, state), bytes, superblock, overlay);
        return new ExtReader(volume, problems(problem, replay));
    }

    private static List<String> problems(@Nullable String problem, @Nullable String replay) {
        List<String> problems = new ArrayList<>();
        if (problem != null) {
            problems.add(problem);
        }
        if (replay != null) {
            problems.add(replay);
        }
        return List.copyOf(problems);
    }
}
