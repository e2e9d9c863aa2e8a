package io.github.vhdlayers.rows;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.catalogue.Catalogue;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.internal.scan.FolderScan;
import io.github.vhdlayers.internal.scan.LayerKey;
import io.github.vhdlayers.internal.scan.ScannedFile;
import io.github.vhdlayers.io.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lists the disks in and below folders, each layer once, and their chains. Only what says that a file is a disk, its structures and
 * its block table are read, and no data. Files are opened for reading only, and nothing is opened because a disk names it. For one thread.
 */
public final class Lab {
    private final Map<Path, String> keys = new HashMap<>();
    private final Map<String, List<String>> paths = new LinkedHashMap<>();
    private final Map<String, LabDisk> disks = new LinkedHashMap<>();

    private Lab() {}

    /**
     * Lists a lab.
     *
     * @param folders the folders; all below them is looked at too
     * @return each layer once as the leaf of a chain, those of one base one after another and parents before their children; then what
     *     cannot be opened or listed
     * @throws IOException if a named folder does not exist or cannot be listed; what is wrong with a disk is an error of that disk
     */
    public static List<LabDisk> list(List<Path> folders) throws IOException {
        Lab lab = new Lab();
        FolderScan scan = FolderScan.of(folders, Progress.NONE);
        Catalogue catalogue = Catalogue.of(folders, Progress.NONE);
        for (ScannedFile file : scan.files()) {
            switch (file.kind()) {
                case DISK, DAMAGED, UNREADABLE -> lab.add(file, catalogue);
                case FOREIGN, COMPANION, OTHER -> {}
            }
        }
        for (String problem : scan.problems()) {
            lab.addProblem(problem, problem);
        }
        if (scan.isCutShort()) {
            lab.addProblem("cut short", "there are more files than are looked at");
        }
        return lab.all();
    }

    private List<LabDisk> all() {
        return disks.values().stream()
                .map(this::withPaths)
                .sorted(Comparator.comparing(Lab::isProblem)
                        .thenComparing(LabDisk::last)
                        .thenComparingInt(Lab::depth)
                        .thenComparing(LabDisk::key))
                .toList();
    }

    private static boolean isProblem(LabDisk disk) {
        return disk.chain() == null;
    }

    private static int depth(LabDisk disk) {
        return disk.chain() == null ? 0 : disk.chain().keys().size();
    }

    private LabDisk withPaths(LabDisk disk) {
        List<String> places = Objects.requireNonNull(paths.get(disk.key()));
        return new LabDisk(
                disk.key(),
                places,
                disk.chain(),
                disk.fileBytes(),
                disk.sectors(),
                disk.layer().with("paths", List.copyOf(places)),
                disk.chainRow(),
                disk.errorCode(),
                disk.error());
    }

    private void add(ScannedFile file, Catalogue catalogue) throws IOException {
        VhdOptions options = VhdOptions.builder()
                .catalogue(catalogue)
                .orphans(OrphanPolicy.SERVE_KNOWN)
                .build();
        try (VirtualDisk disk = VirtualDisk.open(file.path(), options)) {
            List<String> chainKeys = new ArrayList<>();
            List<Path> chainPaths = new ArrayList<>();
            for (DiskLayer layer : disk.chain().layers()) {
                Path path = Objects.requireNonNull(layer.path()).toAbsolutePath();
                chainKeys.add(key(layer, path));
                chainPaths.add(path);
            }
            LayerChain chain =
                    new LayerChain(chainKeys, chainPaths, disk.chain().missingParent() == null);
            String leaf = chain.leaf();
            paths.computeIfAbsent(leaf, key -> new ArrayList<>())
                    .add(chainPaths.get(0).toString());
            // Of two files with one key, one is as good as the other; but not where only one has its parents.
            LabDisk other = disks.get(leaf);
            if (other == null
                    || other.chain() == null
                    || (chain.complete() && !other.chain().complete())) {
                disks.put(
                        leaf,
                        new LabDisk(
                                leaf,
                                List.of(),
                                chain,
                                disk.chain().leaf().file().fileSize(),
                                disk.sectors(),
                                LayerRows.layer(leaf, disk),
                                LayerRows.chain(chain, disk),
                                null,
                                null));
            }
        } catch (VhdException e) {
            addProblem(file, e.getMessage(), e.code().name());
        } catch (IOException e) {
            addProblem(file, String.valueOf(e.getMessage()), null);
        }
    }

    private String key(DiskLayer layer, Path path) throws IOException {
        String known = keys.get(path);
        if (known == null) {
            known = LayerKey.of(layer);
            keys.put(path, known);
        }
        return known;
    }

    private void addProblem(ScannedFile file, String problem, @Nullable String code) {
        String place = file.path().toAbsolutePath().toString();
        String key = key(place + "\n" + file.fileSize() + "\n" + file.fileTime());
        addProblem(key, place, file.fileSize(), problem, code);
    }

    private void addProblem(String place, String problem) {
        addProblem(key(place), place, null, problem, null);
    }

    private void addProblem(String key, String place, @Nullable Long fileBytes, String problem, @Nullable String code) {
        paths.computeIfAbsent(key, one -> new ArrayList<>()).add(place);
        Row layer = LayerRows.unread(RowTable.LAYERS, key, code, problem).with("file_bytes", fileBytes);
        Row chain = LayerRows.unread(RowTable.CHAINS, key, code, problem);
        disks.put(key, new LabDisk(key, List.of(), null, fileBytes, 0, layer, chain, code, problem));
    }

    private static String key(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
