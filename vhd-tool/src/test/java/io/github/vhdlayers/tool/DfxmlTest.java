package io.github.vhdlayers.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.vhdlayers.testkit.InteropTools;
import io.github.vhdlayers.testkit.RealDisk;
import io.github.vhdlayers.testkit.TestChain;
import io.github.vhdlayers.tool.files.DfxmlFiles;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Digital Forensics XML, against what fiwalk says of the exported disk. */
class DfxmlTest {
    private static final String LEAF = "../samples/evidence/leaf.vhd";

    @TempDir
    Path folder;

    private static Document parse(InputStream xml) throws Exception {
        try (xml) {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(xml);
        }
    }

    private Document ours(Object leaf, Object... more) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of("files", leaf, "--format", "dfxml", "--hash", "md5,sha1"));
        arguments.addAll(List.of(more));
        ToolRun run = ToolRun.of(arguments.toArray());
        assertEquals(0, run.code(), run.err());
        return parse(new ByteArrayInputStream(run.bytes()));
    }

    private Document theirs(Object leaf) throws Exception {
        Path raw = folder.resolve("exported.raw");
        assertEquals(0, ToolRun.of("export", leaf, raw, "--no-hash").code());
        Path xml = folder.resolve("fiwalk.xml");
        InteropTools.run(folder, "env", "TZ=UTC", "fiwalk", "-X", xml.toString(), raw.toString())
                .requireSuccess();
        return parse(Files.newInputStream(xml));
    }

    /** Of each file that is there: what both programs say. Folders' own entries and files that a file system keeps for itself are left out. */
    private static Map<String, String> files(Document document) {
        Map<String, String> files = new TreeMap<>();
        NodeList objects = document.getElementsByTagName("fileobject");
        for (int i = 0; i < objects.getLength(); i++) {
            Element object = (Element) objects.item(i);
            String name = text(object, "filename");
            boolean isEntry = name.equals(".") || name.equals("..") || name.endsWith("/.") || name.endsWith("/..");
            if (isEntry || name.startsWith("$") || !text(object, "alloc").equals("1") || name.contains(":")) {
                continue;
            }
            String volume = ((Element) object.getParentNode()).getAttribute("offset");
            boolean isFile = text(object, "meta_type").equals("1");
            files.put(
                    volume + " " + name,
                    String.join(
                            " ",
                            text(object, "meta_type"),
                            text(object, "name_type"),
                            text(object, "filesize"),
                            text(object, "inode"),
                            text(object, "nlink"),
                            time(object, "mtime"),
                            time(object, "ctime"),
                            time(object, "atime"),
                            time(object, "crtime"),
                            isFile && !text(object, "filesize").equals("0") ? hashes(object) : "",
                            isFile ? places(object) : ""));
        }
        return files;
    }

    private static String text(Element object, String name) {
        NodeList found = object.getElementsByTagName(name);
        for (int i = 0; i < found.getLength(); i++) {
            // A parent that fiwalk names has an inode too.
            boolean isOfParent = found.item(i).getParentNode().getNodeName().equals("parent_object");
            if (!isOfParent) {
                return found.item(i).getTextContent();
            }
        }
        return "";
    }

    /** To the second; a day is its midnight. */
    private static String time(Element object, String name) {
        String text = text(object, name).replaceFirst("Z$", "").replaceFirst("\\.\\d+$", "");
        return text.length() == 10 ? text + "T00:00:00" : text;
    }

    private static String hashes(Element object) {
        Map<String, String> hashes = new TreeMap<>();
        NodeList found = object.getElementsByTagName("hashdigest");
        for (int i = 0; i < found.getLength(); i++) {
            hashes.put(
                    ((Element) found.item(i)).getAttribute("type"),
                    found.item(i).getTextContent());
        }
        return hashes.toString();
    }

    /** Without those of contents within a record, for which fiwalk names the volume's first byte. */
    private static String places(Element object) {
        String volume = ((Element) object.getParentNode()).getAttribute("offset");
        NodeList runs = object.getElementsByTagName("byte_run");
        return IntStream.range(0, runs.getLength())
                .mapToObj(i -> (Element) runs.item(i))
                .filter(run -> !run.getAttribute("img_offset").isEmpty()
                        && !run.getAttribute("img_offset").equals(volume))
                .map(run -> run.getAttribute("img_offset") + "+" + run.getAttribute("len"))
                .toList()
                .toString();
    }

    private void requireSame(Object leaf, int least) throws Exception {
        Map<String, String> theirs = files(theirs(leaf));
        assertTrue(theirs.size() >= least, theirs.toString());
        assertEquals(join(theirs), join(files(ours(leaf))));
    }

    private static String join(Map<String, String> files) {
        StringBuilder lines = new StringBuilder();
        files.forEach(
                (name, said) -> lines.append(name).append(": ").append(said).append('\n'));
        return lines.toString();
    }

    @Test
    void filesOfTheSampleAreThoseOfFiwalk() throws Exception {
        String missing = InteropTools.missing("fiwalk");
        assumeTrue(missing.isEmpty(), missing);
        requireSame(LEAF, 5);
    }

    @Test
    void filesOfMadeFileSystemsAreThoseOfFiwalk() throws Exception {
        String missing = InteropTools.missing("fiwalk", "sfdisk", "mkfs.ntfs", "ntfscp", "mke2fs");
        assumeTrue(missing.isEmpty(), missing);
        Path tree = folder.resolve("tree");
        Files.createDirectories(tree.resolve("folder"));
        Files.writeString(tree.resolve("small.txt"), "Was war neu?\n");
        Files.write(tree.resolve("large.bin"), new byte[300_000]);
        Files.writeString(tree.resolve("folder/üñï & <x>.txt"), "text\n".repeat(5000));
        Files.createFile(tree.resolve("folder/empty"));
        List<byte[]> states = new ArrayList<>();
        RealDisk disk = RealDisk.create(folder, 40 << 11)
                .sfdisk("label: dos\nstart=2048, size=40000, type=7\nstart=43008, size=36000, type=83\n")
                .format(2048, 40_000, "mkfs.ntfs", "-q", "-F", "-f", "-c", "4096")
                .format(43_008, 36_000, "mke2fs", "-q", "-F", "-t", "ext4", "-b", "1024", "-d", tree.toString());
        states.add(disk.bytes());
        for (String name : List.of("small.txt", "large.bin", "folder/üñï & <x>.txt")) {
            disk.change(
                    2048,
                    40_000,
                    "ntfscp",
                    "-f",
                    "VOLUME",
                    tree.resolve(name).toString(),
                    name.replaceFirst(".*/", ""));
        }
        states.add(disk.bytes());
        // Created after its files, or they would cast doubt on the parent.
        long created = Instant.now().getEpochSecond()
                - Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
        Path leaf = TestDisks.write(TestChain.ofStates(states, created), folder);
        requireSame(leaf, 7);
    }

    @Test
    void whatOnlyLayersHaveIsInItsOwnNamespace() throws Exception {
        FilesCommandTest.needsALibrary();
        Document document = ours(LEAF, "--changed");
        NodeList objects = document.getElementsByTagName("fileobject");
        Map<String, String> statuses = new TreeMap<>();
        for (int i = 0; i < objects.getLength(); i++) {
            Element object = (Element) objects.item(i);
            statuses.put(text(object, "filename"), text(object, "vhd:status") + text(object, "unalloc"));
        }
        assertEquals("new", statuses.get("plan.html"));
        assertEquals("deleted1", statuses.get("letters/offer.txt"));
        assertEquals("metadata-changed", statuses.get("."));
        assertEquals("true", text(document.getDocumentElement(), "vhd:complete"));
    }

    @Test
    void textThatXmlCannotHaveIsEscapedAsPathsAre() {
        assertEquals("a\\u{00}b\\u{1F}\\u{0D}c\\u{FFFE}\\u{D800}", DfxmlFiles.safe("a\0b\u001f\rc\ufffe\ud800"));
        assertEquals("tab\tand\nline ü \ud83d\ude00", DfxmlFiles.safe("tab\tand\nline ü \ud83d\ude00"));
        assertTrue(new String(ToolRun.of("files", LEAF, "--format", "dfxml").bytes(), StandardCharsets.UTF_8)
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<dfxml "));
    }
}
