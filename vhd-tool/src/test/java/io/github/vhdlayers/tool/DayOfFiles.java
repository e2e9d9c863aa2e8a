package io.github.vhdlayers.tool;

import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.TestChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An ext4 disk of four layers, of which it is known what each did to its files. */
final class DayOfFiles {
    static final String[] PROGRAMS = {"mke2fs", "debugfs"};
    private static final long BEGIN = 1_770_000_000L;
    private static final long DAY = 86_400;
    /** When the years of a VHD begin. */
    private static final long EPOCH = 946_684_800L;

    private final Path folder;
    private final Path raw;
    private final List<byte[]> states = new ArrayList<>();

    private DayOfFiles(Path folder) {
        this.folder = folder;
        this.raw = folder.resolve("day.raw");
    }

    /** Writes the chain, and returns the leaf, which is layer 0 of four. */
    static Path write(Path folder) throws IOException {
        Path place = Files.createDirectories(folder.resolve("day"));
        return new DayOfFiles(place).write();
    }

    private Path write() throws IOException {
        run("truncate", "-s", "8M", raw.toString());
        run("env", "E2FSPROGS_FAKE_TIME=" + BEGIN, "mke2fs", "-q", "-t", "ext4", "-O", "^has_journal", raw.toString());
        state(
                "mkdir docs",
                "mkdir docs/old",
                "mkdir home",
                "mkdir home/.Trash-1000",
                file("docs/plan.txt", "the plan"),
                file("docs/ledger.txt", "12 chairs"),
                file("docs/photo.jpg", "a picture"),
                file("docs/letter.txt", "Dear Sir"),
                file("docs/old/a.txt", "an old paper"),
                file("home/.Trash-1000/kept.txt", "thrown away too early"));
        state(
                "ln docs/plan.txt docs/strategy.txt",
                "unlink docs/plan.txt",
                "sif docs/photo.jpg atime 20260203101112",
                "sif docs/letter.txt mode 0100640",
                "sif docs/letter.txt uid 1000",
                "ln docs/old docs/archive",
                "unlink docs/old",
                file("home/temp.txt", "came and went"));
        state(
                "rm home/temp.txt",
                "ln docs/ledger.txt home/.Trash-1000/ledger.txt",
                "unlink docs/ledger.txt",
                "ln home/.Trash-1000/kept.txt home/kept.txt",
                "unlink home/.Trash-1000/kept.txt",
                "rm docs/letter.txt",
                file("docs/letter.txt", "Dear Madam"),
                file("docs/flash.txt", "came and went at once"),
                "rm docs/flash.txt");
        state(
                "ln docs/strategy.txt home/final.txt",
                "unlink docs/strategy.txt",
                file("home/new.txt", "new"),
                file("home/brief.txt", "in an inode to which older deleted names lead"),
                "rm home/brief.txt");
        return TestChain.ofStates(states, BEGIN + 9 * DAY - EPOCH)
                .writeTo(folder)
                .get(0);
    }

    /** Requests that write a file with a number that no other file had. */
    private String file(String path, String content) throws IOException {
        Path source = Files.writeString(Files.createTempFile(folder, "content", ".txt"), content);
        return "write " + source + " " + path + "\nsif " + path + " generation "
                + Math.abs(path.hashCode() + content.hashCode());
    }

    private void state(String... requests) throws IOException {
        Path list = Files.write(folder.resolve("requests"), List.of(requests));
        run(
                "env",
                "E2FSPROGS_FAKE_TIME=" + (BEGIN + states.size() * DAY),
                "debugfs",
                "-w",
                "-f",
                list.toString(),
                raw.toString());
        states.add(Files.readAllBytes(raw));
    }

    private void run(String... command) throws IOException {
        InteropTools.run(folder, command).requireSuccess();
    }
}
