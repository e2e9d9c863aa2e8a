package io.github.vhdlayers.internal.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.vhdlayers.filesystem.DiskFile;
import io.github.vhdlayers.filesystem.FileName;
import io.github.vhdlayers.filesystem.FileStream;
import io.github.vhdlayers.filesystem.FileSystemInfo;
import io.github.vhdlayers.filesystem.FileTimes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FileContentsTest {
    private static final FileStream ALTERNATE = new FileStream("a", 3, true, false, false, 128, 1, List.of());
    private static final FileStream MAIN = new FileStream("", 0, true, false, false, 128, 0, List.of());

    private static DiskFile file(DiskFile.Kind kind, @Nullable String problem, FileStream... streams) {
        return new DiskFile(
                new FileSystemInfo(0, null, "ntfs", 0, 1 << 20, 4096),
                new FileName("/f", kind, true, 64, 1, false),
                true,
                true,
                kind,
                null,
                1,
                FileTimes.NONE,
                List.of(streams),
                List.of(),
                problem);
    }

    private static List<String> names(DiskFile file) {
        return FileContents.of(file).stream()
                .map(stream -> stream == null ? "itself" : Objects.requireNonNull(stream.name()))
                .toList();
    }

    @Test
    void listsLostContentBesideStreams() {
        assertEquals(List.of("itself", "a"), names(file(DiskFile.Kind.DIRECTORY, null, ALTERNATE)));
        assertEquals(List.of("itself", "a"), names(file(DiskFile.Kind.FILE, "its list cannot be read", ALTERNATE)));
        assertEquals(List.of("", "a"), names(file(DiskFile.Kind.FILE, "damaged", MAIN, ALTERNATE)));
        assertEquals(List.of("a"), names(file(DiskFile.Kind.SYSTEM, null, ALTERNATE)));
        assertEquals(List.of("itself"), names(file(DiskFile.Kind.SPECIAL, null)));
    }
}
