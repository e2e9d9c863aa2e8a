package io.github.vhdlayers.internal.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.WalkResult;
import io.github.vhdlayers.filesystem.WalkResult.UnreadFolder;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A path is absent only where everything that could hold it was read. */
class FormerTest {
    private static Former former(
            @Nullable String limit, FileSystemInfo.State state, long unreadCount, String unread, String... folders) {
        FileSystemInfo info = new FileSystemInfo(0, null, "fat32", 0, 1 << 20, 512).withState(state);
        WalkResult walk = new WalkResult(
                9, List.of(), 0, limit, List.of(new UnreadFolder(unread, "a block is damaged")), unreadCount);
        return new Former(Former.State.PRESENT, null, info, walk, Set.of(folders)::contains, true, null);
    }

    private static Former stored(String unread, String... folders) {
        return former(null, FileSystemInfo.State.AS_STORED, 1, unread, folders);
    }

    @Test
    void filesOfAnUnreadableFolderAreUnknownNotAbsent() {
        Former root = stored("/", "/a");
        assertEquals(true, root.mayHold("/x"));
        assertEquals(true, root.mayHold("/b/x"));
        Former folder = stored("/a", "/a", "/b");
        assertEquals(true, folder.mayHold("/a/x"));
        assertEquals(true, folder.mayHold("/a/c/x"));
        assertEquals(false, folder.mayHold("/x"));
        assertEquals(false, folder.mayHold("/b/x"));
    }

    @Test
    void aFolderThatWasReadHasNoOtherEntries() {
        Former root = stored("/", "/a", "/a/b");
        assertEquals(false, root.mayHold("/a/x"));
        assertEquals(false, root.mayHold("/a/b/x"));
        assertEquals(false, root.mayHold("/a/new/x"));
        assertEquals(false, root.mayHold("/a/new/newer/x"));
    }

    @Test
    void filesAreUnknownNotAbsentWhileFoldersAreMissing() {
        assertEquals(
                true,
                former("1 file", FileSystemInfo.State.AS_STORED, 1, "/", "/a").mayHold("/a/x"));
        assertEquals(
                true, former(null, FileSystemInfo.State.AS_STORED, 2, "/", "/a").mayHold("/a/x"));
        assertEquals(
                true,
                former(null, FileSystemInfo.State.JOURNAL_UNREADABLE, 1, "/", "/a")
                        .mayHold("/a/new/x"));
        assertEquals(true, Former.unknown("a parent is missing").mayHold("/a"));
        assertEquals(false, Former.absent().mayHold("/a"));
    }
}
