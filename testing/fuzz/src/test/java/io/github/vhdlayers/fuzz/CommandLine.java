package io.github.vhdlayers.fuzz;

import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.testkit.DiskImage;
import io.github.vhdlayers.testkit.SectorContent;
import io.github.vhdlayers.tool.ToolCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Command lines of words that the tool knows, in any order: each ends with a documented code, never with an error of the program, and
 * no piece of evidence is changed. Input: a byte for each word; behind a word that ends with {@code =} another
 * byte for a number.
 */
public final class CommandLine {
    private static final List<String> EVIDENCE = List.of("base.vhd", "leaf.vhd", "lost.vhd", "text.vhd");
    private static final Path FOLDER = folder();
    private static final String[] COMMANDS = {
        "scan",
        "info",
        "map",
        "clusters",
        "cat",
        "export",
        "audit",
        "compare",
        "history",
        "files",
        "extract",
        "layout",
        "residue",
        "report",
        "completion",
        "manual",
        "help",
        // Never with a place to serve at: nothing would end it.
        "serve"
    };
    private static final String[] WORDS = {
        "base.vhd",
        "leaf.vhd",
        "lost.vhd",
        "text.vhd",
        "none.vhd",
        ".",
        "leaf.vhd@",
        "--orphan",
        "--json",
        "--chs",
        "--changed",
        "--deleted",
        "--format=csv",
        "--format=json",
        "--format=text",
        "--format=vhd",
        "--format=fixed",
        "--format=jsonl",
        "--format=bodyfile",
        "--as-of=",
        "--layer=",
        "--fill=",
        "--parents=",
        "--force-parent=base.vhd",
        "--raw-parent=text.vhd",
        "--count=",
        "--offset=",
        "--length=",
        "--sector=",
        "--hash",
        "--no-hash",
        "--hash=md5,sha1",
        "--log=ignore",
        "--quiet",
        "-h",
        "-V",
        "--status=new",
        "--path=/**",
        "--zone=Asia/Tokyo",
        "--zone=",
        "--force",
        "--address=",
        "/folder",
        "/a.txt",
        "1",
        "0",
        "-1",
        "99999999999999999999",
        "-o",
        "out",
        "out/x",
        "--png=out/p",
        "--explain",
        "--",
        "--unknown",
        "\u202e",
        "",
        "--format=dfxml",
        "--format=timesketch",
        "--known=text.vhd"
    };

    static {
        // A process of its own for libtsk takes longer to start than thousands of commands.
        System.setProperty(FileSystemReaders.PROPERTY, "java");
    }

    private CommandLine() {}

    /** What the fuzzer calls. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Draw draw = new Draw(input);
        List<String> words = new ArrayList<>(List.of(COMMANDS[draw.u8() % COMMANDS.length]));
        while (!draw.isEmpty() && words.size() < 10) {
            String word = WORDS[draw.u8() % WORDS.length];
            if (word.endsWith("=") || word.endsWith("@")) {
                word += draw.u8();
            }
            words.add(
                    (word.contains(".vhd") && !word.startsWith("-")) || word.startsWith("out") || word.equals(".")
                            ? FOLDER.resolve(word).toString()
                            : word.replace("=out/", "=" + FOLDER + "/out/")
                                    .replace("-parent=", "-parent=" + FOLDER + "/"));
        }
        Files.createDirectories(FOLDER.resolve("out"));
        String before = state();
        String said = ToolCall.run(words.toArray(String[]::new));
        Walk.require(!said.contains("an error in this program"), words + ": " + said);
        Walk.require(said.matches("(?s)[0-9] .*"), words + ": " + said);
        empty(FOLDER.resolve("out"));
        Walk.require(before.equals(state()), words + " changed the evidence: " + state());
    }

    /** Size and time of every piece of evidence; what a command made beside them is removed. */
    private static String state() throws IOException {
        List<String> state = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (EVIDENCE.contains(name)) {
                    state.add(name + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
                } else if (Files.isRegularFile(file)) {
                    Files.delete(file);
                }
            }
        }
        return state.toString();
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        Files.createDirectories(folder);
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("command-lines").toRealPath();
            Seeds.base().writeTo(folder.resolve("base.vhd"));
            DiskImage.differencing(24 * 512)
                    .blockSize(4096)
                    .seed(4)
                    .parent(Seeds.base())
                    .parentName("base.vhd")
                    .own(2, 3, SectorContent.pattern(6))
                    .build()
                    .writeTo(folder.resolve("leaf.vhd"));
            DiskImage.differencing(24 * 512)
                    .blockSize(4096)
                    .seed(9)
                    .parentName("gone.vhd")
                    .build()
                    .writeTo(folder.resolve("lost.vhd"));
            Files.writeString(folder.resolve("text.vhd"), "no disk\n");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, byte[]> seeds() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        for (int command = 0; command < COMMANDS.length; command++) {
            seeds.put(COMMANDS[command], new byte[] {(byte) command, 1});
            seeds.put(
                    COMMANDS[command] + "-more",
                    new byte[] {(byte) command, (byte) (command % 3), 8, (byte) (7 + command * 3), 1});
        }
        return seeds;
    }
}
