package io.github.vhdlayers.internal.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.testkit.RandomChains;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy has its name when it is whole, and leaves nothing when it is not. */
class PartialFileTest {
    @TempDir
    Path folder;

    private final List<String> complaints = new ArrayList<>();

    @Test
    void aFileHasItsNameOnlyWhenItIsComplete() throws IOException {
        Path target = folder.resolve("disk.raw");
        try (PartialFile file = PartialFile.create(target, complaints::add)) {
            file.write(ByteBuffer.wrap(new byte[] {1, 2}), 1);
            assertFalse(Files.exists(target));
            file.complete();
        }
        assertArrayEquals(new byte[] {0, 1, 2}, Files.readAllBytes(target));
        assertOnly("disk.raw");
    }

    @Test
    void aCancelledCopyLeavesNothing() throws IOException {
        TestChain chain = RandomChains.next(61);
        Path leaf =
                chain.writeTo(Files.createDirectory(folder.resolve("evidence"))).get(0);
        Path target = Files.createDirectory(folder.resolve("case")).resolve("disk.raw");
        try (VirtualDisk disk = VirtualDisk.open(leaf)) {
            assertThrows(CancellationException.class, () -> {
                try (PartialFile file = PartialFile.create(target, complaints::add)) {
                    RawCopy.write(disk, file, (done, total, read) -> false);
                }
            });
            assertArrayEquals(new String[0], folder.resolve("case").toFile().list());
        }
    }

    @Test
    void removesLeftoversButNothingThatIsBeingWritten() throws IOException {
        Path target = folder.resolve("disk.raw");
        assertFalse(PartialFile.removeLeftover(target));
        Files.write(folder.resolve("disk.raw.partial"), new byte[] {9});
        assertThrows(FileAlreadyExistsException.class, () -> PartialFile.create(target, complaints::add));
        assertTrue(PartialFile.removeLeftover(target));
        try (PartialFile file = PartialFile.create(target, complaints::add)) {
            assertThrows(FileAlreadyExistsException.class, () -> PartialFile.removeLeftover(target));
            file.extendTo(3);
            file.complete();
        }
        assertOnly("disk.raw");
    }

    @Test
    void aFileOfTheSameNameIsNeverReplaced() throws IOException {
        Path target = Files.write(folder.resolve("disk.raw"), new byte[] {7});
        assertThrows(FileAlreadyExistsException.class, () -> PartialFile.create(target, complaints::add));
        assertArrayEquals(new byte[] {7}, Files.readAllBytes(target));
        assertOnly("disk.raw");
    }

    private void assertOnly(String name) throws IOException {
        try (var files = Files.list(folder)) {
            assertEquals(
                    List.of(name),
                    files.map(file -> file.getFileName().toString()).toList());
        }
        assertEquals(List.of(), complaints);
    }
}
