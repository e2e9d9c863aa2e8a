package io.github.vhdlayers.filesystems.ext;

import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileSystemState;
import io.github.vhdlayers.filesystems.support.NamesOnlyReader;
import io.github.vhdlayers.filesystems.support.VolumeBytes;
import io.github.vhdlayers.filesystems.support.VolumeFormat;
import io.github.vhdlayers.filesystems.support.VolumePlace;
import io.github.vhdlayers.filesystems.support.VolumeReader;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recognises ext2, ext3 and ext4. */
public final class ExtFormat implements VolumeFormat {
    /** The one of that kind. */
    public ExtFormat() {}

    @Override
    public @Nullable VolumeReader open(VolumePlace place) throws IOException {
        VolumeBytes bytes = place.bytes();
        ExtSuper superblock = ExtSuper.parse(bytes);
        if (superblock == null) {
            return null;
        }
        if (!superblock.has(ExtSuper.RECOVER)) {
            return reader(place, bytes, superblock, null, FileSystemState.AS_STORED, null);
        }
        if (!place.recovers()) {
            return reader(place, bytes, superblock, null, FileSystemState.JOURNAL_IGNORED, null);
        }
        FileSystemInfo stored = info(place, superblock, FileSystemState.JOURNAL_UNREADABLE);
        try {
            Journal.Replayed replayed = Journal.replay(new ExtVolume(stored, bytes, superblock, null));
            VolumeBytes newer = new VolumeBytes(replayed.overlay(), place.diskOffset(), place.length());
            ExtSuper after = ExtSuper.parse(newer);
            return reader(
                    place,
                    newer,
                    after == null ? superblock : after,
                    replayed.overlay(),
                    FileSystemState.RECOVERED,
                    replayed.problem());
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            // What is stored may be older than what the journal holds, in any file.
            return new NamesOnlyReader(
                    new ExtReader(new ExtVolume(stored, bytes, superblock, null), List.of()),
                    "newer states are in its journal, which cannot be replayed: " + e.getMessage());
        }
    }

    private static FileSystemInfo info(VolumePlace place, ExtSuper superblock, FileSystemState state) {
        return place.info(superblock.type(), superblock.bytes(), superblock.blockBytes())
                .withState(state);
    }

    private static VolumeReader reader(
            VolumePlace place,
            VolumeBytes bytes,
            ExtSuper superblock,
            @Nullable JournalOverlay overlay,
            FileSystemState state,
            @Nullable String problem) {
        ExtVolume volume = new ExtVolume(info(place, superblock, state), bytes, superblock, overlay);
        return new ExtReader(volume, problem == null ? List.of() : List.of(problem));
    }
}
