package io.github.vhdlayers.tsk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.tsk.child.EndlessIso;
import io.github.vhdlayers.tsk.libtsk.TskFileSystemReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk is read in a process of its own before a case's libtsk gets it; one that blocks that process is refused. */
class DiskTrialTest {
    private static final Path SOUND = Path.of("../../samples/evidence/leaf.vhd");

    @TempDir
    Path folder;

    @BeforeEach
    void limits() {
        try {
            new TskFileSystemReader().description();
        } catch (IOException e) {
            Assumptions.abort(e.getMessage());
        }
        System.setProperty("libtsk.seconds", "2");
    }

    @AfterEach
    void asBefore() {
        System.clearProperty("libtsk.seconds");
    }

    @Test
    void aDiskOverWhichTheLibraryLoopsIsRefusedAndNamed() throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(endless())) {
            List<String> tasks = new ArrayList<>();
            RiskyDiskException refused = assertThrows(
                    RiskyDiskException.class,
                    () -> DiskTrial.require(disk, AddOptions.defaults(), (task, done, total) -> {
                        tasks.add(task);
                        return true;
                    }));
            String message = String.valueOf(refused.getMessage());
            assertTrue(
                    message.contains("leaf.vhd: not added: the volume at sector 0 takes libtsk longer than"), message);
            assertEquals(List.of(Texts.TASK_TRIAL.text()), tasks);
        }
    }

    @Test
    void aProviderRefusesItBeforeAnythingIsInTheCase() throws IOException {
        Path leaf = endless();
        // There is no case that it could change.
        @SuppressWarnings("NullAway")
        VhdImageProvider provider = new VhdImageProvider(null, folder.resolve("copies"));
        for (Strategy strategy : Strategy.values()) {
            AddOptions options = AddOptions.builder().strategy(strategy).build();
            assertThrows(RiskyDiskException.class, () -> provider.add(leaf, options, CaseProgress.NONE));
            String[] left = folder.resolve("copies").toFile().list();
            assertTrue(left == null || left.length == 0, "a copy of a disk that was refused");
        }
    }

    @Test
    void noTrialIsMadeWhereNoneIsWanted() throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(endless())) {
            AddOptions options = AddOptions.builder().trial(false).build();
            DiskTrial.require(disk, options, (task, done, total) -> {
                throw new AssertionError(task);
            });
        }
    }

    @Test
    void aSoundDiskPasses() throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(SOUND)) {
            DiskTrial.require(disk, AddOptions.defaults(), CaseProgress.NONE);
        }
    }

    @Test
    void theTrialCanBeCancelled() throws IOException {
        try (VirtualDisk disk = VirtualDisk.open(SOUND)) {
            assertThrows(
                    CancellationException.class,
                    () -> DiskTrial.require(disk, AddOptions.defaults(), (task, done, total) -> false));
        }
    }

    private Path endless() throws IOException {
        byte[] base = EndlessIso.disk();
        byte[] child = Arrays.copyOf(base, base.length);
        child[base.length - 1] ^= 1;
        return TestChain.ofStates(List.of(base, child))
                .named(List.of("leaf.vhd", "base.vhd"))
                .writeTo(folder)
                .get(0);
    }
}
