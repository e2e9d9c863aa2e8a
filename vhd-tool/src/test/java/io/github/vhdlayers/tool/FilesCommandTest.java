package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.vhdlayers.filesystem.FileSystemReaders;
import io.github.vhdlayers.filesystem.NoFileSystemReaderException;
import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.tool.output.ExitCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the sample evidence, of which make-evidence.sh says what was done to them. */
public class FilesCommandTest {
    private static final String LEAF = "../samples/evidence/leaf.vhd";
    private static final String HEADER = "path,kind,size,status,content_sectors,owned_sectors,changed_sectors,"
            + "layers,allocated,path_hex,slack_sectors,slack_owned,slack_changed,metadata_sectors,metadata_owned,"
            + "metadata_changed,doubt,reasons,former_path,former_size,modified,former_modified,accessed,former_accessed,"
            + "changed,former_changed,created,former_created,owner,former_owner,group,former_group,mode,former_mode,"
            + "made_in_layer,gone_in_layer,md5,sha1,sha256,known";
    /** The columns up to reasons, former path and former size. */
    private static final int COLUMNS = 20;

    @TempDir
    Path folder;

    @BeforeAll
    public static void needsALibrary() {
        try {
            FileSystemReaders.find();
        } catch (NoFileSystemReaderException e) {
            if ("required".equals(System.getProperty("interop"))) {
                throw new IllegalStateException(e);
            }
            System.out.println("Tests that read files inside disks are skipped: " + e.getMessage());
            Assumptions.abort(e.getMessage());
        }
    }

    @Test
    void theFilesThatTheLeafChangedAreThoseThatWereChanged() {
        assertEquals(
                List.of(
                        "/,directory,3584,metadata-changed,7,7,1,0:7,true,,0,0,0,0,0,0,,content,,3584",
                        "/letters,directory,512,metadata-changed,1,1,1,0:1,true,,0,0,0,1,1,0,,content,,512",
                        "/accounts,directory,512,metadata-changed,1,1,1,0:1,true,,0,0,0,1,1,0,,content,,512",
                        "/plan.html,file,1940,new,4,4,4,0:4,true,,0,0,0,1,1,1,,,,",
                        "/$FAT1,virtual,16384,content-changed,32,8,1,0:8 unwritten:24,true,,0,0,0,0,0,0,,content,,16384",
                        "/$FAT2,virtual,16384,content-changed,32,8,1,0:8 unwritten:24,true,,0,0,0,0,0,0,,content,,16384",
                        "/accounts/september.csv,file,14419,content-changed,29,6,1,0:6 1:23,true,,0,0,0,1,1,1,,content times accessed,,14419",
                        "/letters/offer.txt,file,5628,deleted,11,0,0,1:8 2:3,false,,0,0,0,1,1,1,,,,"),
                csv("files", LEAF, "--changed", "--format", "csv"));
    }

    @Test
    void theMiddleLayerHasChangesOfItsOwn() {
        List<String> changed = new ArrayList<>();
        for (String row : csv("files", LEAF, "--layer", 1, "--changed", "--format", "csv")) {
            String[] cells = row.split(",", -1);
            if (cells[1].equals("file")) {
                changed.add(cells[0] + " " + cells[3]);
            }
        }
        assertEquals(
                List.of(
                        "/handbook.txt content-changed",
                        "/letters/offer.txt content-changed",
                        "/accounts/september.csv new",
                        "/notes.txt deleted"),
                changed.stream()
                        .sorted((a, b) -> a.endsWith("deleted") ? 1 : b.endsWith("deleted") ? -1 : 0)
                        .toList());
    }

    @Test
    void everyFileIsListedAndDirectoriesToo() {
        TreeSet<String> paths = new TreeSet<>();
        for (String row : csv("files", LEAF, "--format", "csv")) {
            paths.add(row.substring(0, row.indexOf(',')));
        }
        assertTrue(
                paths.containsAll(List.of("/README.TXT", "/handbook.txt", "/accounts/august.csv", "/letters")),
                paths.toString());
    }

    @Test
    void jsonHasTheSameFilesAndTheSums() throws Exception {
        JsonNode document = new ObjectMapper()
                .readTree(ToolRun.of("files", LEAF, "--format", "json").well().out());
        assertEquals(
                csv("files", LEAF, "--format", "csv").size(),
                document.get("files").size());
        assertEquals(1, document.get("counts").get("new").asInt());
        assertEquals(1, document.get("counts").get("deleted").asInt());
        assertEquals("freed and kept", document.get("held").get(0).get("kind").asText());
        assertEquals(6, document.get("held").get(0).get("sectors").asInt());
        assertTrue(document.get("complete").asBoolean());
        assertTrue(document.get("reader").asText().startsWith("vhd-filesystems"));
        for (JsonNode file : document.get("files")) {
            if (file.get("path").asText().equals("/plan.html")) {
                assertEquals("2026-09-15", file.get("modified").asText().substring(0, 10));
                assertEquals(4, file.get("content").get("layers").get("0").asInt());
                assertEquals(1, file.get("metadata").get("owned").asInt());
            }
        }
    }

    @Test
    void whatIsNotKnownOfSectorsIsNoZero() throws Exception {
        for (String name : List.of("base.vhd", "middle.vhd", "leaf.vhd")) {
            Files.copy(Path.of("../samples/evidence").resolve(name), folder.resolve(name));
        }
        Path leaf = folder.resolve("leaf.vhd");
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(leaf));
        int table = Math.toIntExact(bytes.getLong(512 + 16));
        for (int entry = table; entry < table + 4 * bytes.getInt(512 + 28); entry += 4) {
            if (bytes.getInt(entry) != -1) {
                bytes.putInt(entry, 0x7FFF_FF00);
            }
        }
        Files.write(leaf, bytes.array());
        ToolRun run = ToolRun.of("files", leaf, "--json");
        assertEquals(ExitCode.INCOMPLETE, run.code(), run.err());
        int unknown = 0;
        for (JsonNode file : new ObjectMapper().readTree(run.out()).get("files")) {
            for (String part : List.of("content", "slack", "metadata")) {
                JsonNode tally = file.get(part);
                boolean inPart = !tally.get("layers").isNull();
                assertTrue(inPart || tally.get("sectors").isNull(), file.toString());
                assertEquals(!inPart, tally.get("unwritten").isNull(), file.toString());
                assertEquals(!inPart, tally.get("unknown").isNull(), file.toString());
                unknown += inPart ? 0 : 1;
            }
        }
        assertTrue(unknown > 0, run.out());
    }

    @Test
    void localTimesHaveNoZoneUntilOneIsNamed() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode local =
                mapper.readTree(ToolRun.of("files", LEAF, "--json").well().out());
        assertTrue(local.get("zone").isNull());
        String modified = plan(local).get("modified").asText();
        assertTrue(modified.matches("2026-09-15T\\d\\d:\\d\\d:\\d\\d"), modified);
        assertTrue(plan(local).get("accessed").asText().matches("2026-09-\\d\\d"));
        JsonNode tokyo = mapper.readTree(ToolRun.of("files", LEAF, "--json", "--zone", "Asia/Tokyo")
                .well()
                .out());
        assertEquals("Asia/Tokyo", tokyo.get("zone").asText());
        assertEquals(
                LocalDateTime.parse(modified).minusHours(9).toInstant(ZoneOffset.UTC),
                Instant.parse(plan(tokyo).get("modified").asText()));
        assertEquals(plan(local).get("accessed"), plan(tokyo).get("accessed"));
        ToolRun wrong = ToolRun.of("files", LEAF, "--zone", "Mars");
        assertEquals(ExitCode.USAGE, wrong.code());
        assertTrue(
                wrong.err().startsWith("vhd: --zone Mars is no time zone: name one as in Europe/Berlin"), wrong.err());
    }

    private static JsonNode plan(JsonNode document) {
        for (JsonNode file : document.get("files")) {
            if (file.get("path").asText().equals("/plan.html")) {
                return file;
            }
        }
        throw new AssertionError("no plan.html");
    }

    @Test
    void textEndsWithWhatTheLayerKeeps() {
        String text = ToolRun.of("files", LEAF).well().out();
        assertTrue(text.contains("Layer 0, ../samples/evidence/leaf.vhd: 1 new, "), text);
        assertTrue(text.contains("freed and kept"), text);
    }

    @Test
    void extractWritesWhatIcatWrites() throws Exception {
        String missing = InteropTools.missing("icat", "fls");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        Path raw = folder.resolve("disk.raw").toAbsolutePath();
        ToolRun.of("export", LEAF, raw, "--quiet").well();
        String september = InteropTools.run(folder, "fls", "-r", "-o", "128", raw.toString())
                .requireSuccess()
                .text()
                .lines()
                .filter(line -> line.endsWith("september.csv"))
                .findFirst()
                .orElseThrow();
        String address = september.replaceAll("^\\S* r/r (\\d+):.*$", "$1");
        byte[] icat = InteropTools.run(folder, "icat", "-o", "128", raw.toString(), address)
                .requireSuccess()
                .output();
        assertArrayEquals(
                icat,
                ToolRun.of("extract", LEAF, "/accounts/september.csv").well().bytes());
        Path out = folder.resolve("september.csv");
        ToolRun.of("extract", LEAF, "/accounts/september.csv", "-o", out).well();
        assertArrayEquals(icat, Files.readAllBytes(out));
    }

    @Test
    void whatTheLeafHidesIsExtractedAsOfAnOlderLayer() {
        String offer = ToolRun.of("extract", LEAF, "/letters/offer.txt", "--as-of", 1)
                .well()
                .out();
        assertTrue(offer.contains("40 chairs at 49.50 each"), offer);
        String older = ToolRun.of("extract", LEAF, "p1:/letters/offer.txt", "--as-of", 2)
                .well()
                .out();
        assertTrue(older.contains("40 chairs at 55.00 each"), older);
    }

    @Test
    void aDeletedPathIsReadFromTheNewestViewThatHadIt() {
        ToolRun offer = ToolRun.of("extract", LEAF, "/letters/offer.txt");
        assertEquals(ExitCode.OK, offer.code());
        assertTrue(offer.out().contains("40 chairs at 49.50 each"), offer.out());
        assertTrue(
                offer.err()
                        .startsWith("vhd: note: /letters/offer.txt is not in use in the view of layer 0 (leaf.vhd); "
                                + "this is its content as layer 1 (middle.vhd) left it"),
                offer.err());
    }

    @Test
    void anAddressNamesAFile() throws Exception {
        JsonNode plan = plan(new ObjectMapper()
                .readTree(ToolRun.of("files", LEAF, "--json").well().out()));
        long address = plan.get("metadata_address").asLong();
        assertEquals(
                ToolRun.of("extract", LEAF, "/plan.html").well().out(),
                ToolRun.of("extract", LEAF, "--address", address).well().out());
        assertEquals(
                ToolRun.of("extract", LEAF, "/plan.html").well().out(),
                ToolRun.of("extract", LEAF, "p1:", "--address", address).well().out());
        ToolRun nothing = ToolRun.of("extract", LEAF);
        assertEquals(ExitCode.USAGE, nothing.code());
        assertTrue(nothing.err().startsWith("vhd: name a file of the disk: PATH, --address, or both"), nothing.err());
    }

    @Test
    void namesThatPrintAlikeAreEachExtracted() throws Exception {
        String missing = InteropTools.missing("mke2fs", "qemu-img");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        Path disk = folder.resolve("names.vhd");
        List<byte[]> names = new ArrayList<>();
        for (String name :
                List.of("x\u202Ey", "x\\u202ey", "x\\u{202E}y", "a b", "a\u00A0b", "café", "cafe\u0301", "end\u2800")) {
            names.add(name.getBytes(StandardCharsets.UTF_8));
        }
        names.add(new byte[] {(byte) 0xE4, '.', 't'});
        names.add(new byte[] {(byte) 0xF6, '.', 't'});
        StringBuilder script = new StringBuilder("mkdir names");
        for (byte[] name : names) {
            StringBuilder octal = new StringBuilder();
            for (byte b : name) {
                octal.append(String.format("\\%03o", b));
            }
            script.append("; printf 2f").append(HexFormat.of().formatHex(name));
            script.append(" > \"names/$(printf '").append(octal).append("')\"");
        }
        InteropTools.run(folder, "sh", "-c", script.toString()).requireSuccess();
        InteropTools.run(folder, "mke2fs", "-q", "-t", "ext4", "-d", "names", "names.raw", "8M")
                .requireSuccess();
        InteropTools.run(folder, "qemu-img", "convert", "-f", "raw", "-O", "vpc", "names.raw", "names.vhd")
                .requireSuccess();
        List<String> printed = new ArrayList<>();
        for (JsonNode file : new ObjectMapper()
                .readTree(ToolRun.of("files", disk, "--json").well().out())
                .get("files")) {
            String path = file.get("path").asText();
            if (file.get("kind").asText().equals("file")) {
                JsonNode hex = file.get("path_hex");
                String expected =
                        hex.isNull() ? HexFormat.of().formatHex(path.getBytes(StandardCharsets.UTF_8)) : hex.asText();
                assertEquals(expected, ToolRun.of("extract", disk, path).well().out(), path);
                printed.add(path);
            }
        }
        assertEquals(names.size(), printed.size());
        // The other formats print the same, and so each is extracted by what they print.
        List<String> text = ToolRun.of("files", disk).well().out().lines().toList();
        List<String> table = csv("files", disk, "--format", "csv");
        for (String path : printed) {
            assertEquals(
                    1, text.stream().filter(line -> line.endsWith(" " + path)).count(), path);
            assertEquals(
                    1,
                    table.stream()
                            .filter(line -> line.startsWith(path + ",file,"))
                            .count(),
                    path);
        }
    }

    /** A damaged folder, or one that was made to mislead: every file is named by what the message says, a line for each. */
    @Test
    void asksWhichOfTwoFilesAPathMeans() throws Exception {
        String missing = InteropTools.missing("mke2fs", "qemu-img");
        Assumptions.assumeTrue(missing.isEmpty(), missing);
        InteropTools.run(folder, "sh", "-c", "mkdir two; printf one > two/same1; printf two > two/same2")
                .requireSuccess();
        InteropTools.run(folder, "mke2fs", "-q", "-t", "ext2", "-d", "two", "two.raw", "4M")
                .requireSuccess();
        byte[] raw = Files.readAllBytes(folder.resolve("two.raw"));
        int name = new String(raw, StandardCharsets.ISO_8859_1).indexOf("same2");
        raw[name + 4] = '1';
        Files.write(folder.resolve("two.raw"), raw);
        InteropTools.run(folder, "qemu-img", "convert", "-f", "raw", "-O", "vpc", "two.raw", "two.vhd")
                .requireSuccess();
        Path disk = folder.resolve("two.vhd");
        ToolRun both = ToolRun.of("extract", disk, "/same1");
        assertEquals(ExitCode.USAGE, both.code());
        assertEquals("", both.out());
        List<String> lines = both.err().lines().toList();
        assertEquals(
                "vhd: /same1 is the path of several files of layer 0 (two.vhd); name one of them as here:",
                lines.get(0));
        List<String> contents = new ArrayList<>();
        for (String line : lines.subList(1, 3)) {
            assertTrue(line.matches("  'disk:/same1' --address [0-9]+: 3 bytes, modified .*Z"), line);
            String address = line.replaceAll(".*--address ([0-9]+):.*", "$1");
            contents.add(ToolRun.of("extract", disk, "disk:/same1", "--address", address)
                    .well()
                    .out());
        }
        assertEquals(List.of("one", "two"), contents);
        ToolRun history = ToolRun.of("history", disk, "--path", "/same1");
        assertEquals(ExitCode.USAGE, history.code());
        assertEquals(lines.subList(1, 3), history.err().lines().toList().subList(1, 3));
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        ToolRun absent = ToolRun.of("extract", LEAF, "/nothing");
        assertEquals(ExitCode.UNREADABLE, absent.code());
        assertTrue(absent.err().contains("/nothing in ../samples/evidence/leaf.vhd: no such file"), absent.err());
    }

    private static List<String> csv(Object... arguments) {
        List<String> lines = ToolRun.of(arguments).well().out().lines().toList();
        assertEquals(HEADER, lines.get(0));
        return lines.subList(1, lines.size()).stream()
                .map(line -> String.join(",", Arrays.asList(line.split(",", -1)).subList(0, COLUMNS)))
                .toList();
    }
}
