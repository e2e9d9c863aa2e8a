package io.github.vhdlayers.tika.pipes;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.Catalogue;
import io.github.vhdlayers.chain.ChainLink;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.chain.FolderScan;
import io.github.vhdlayers.chain.LayerKey;
import io.github.vhdlayers.chain.MissingParent;
import io.github.vhdlayers.chain.OrphanPolicy;
import io.github.vhdlayers.chain.ParentReference;
import io.github.vhdlayers.chain.ScannedFile;
import io.github.vhdlayers.diag.Finding;
import io.github.vhdlayers.diag.VhdException;
import io.github.vhdlayers.file.LayerFile;
import io.github.vhdlayers.format.DiskType;
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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The layers of all disks in and below a folder, each once, and their chains. Only what says that a file is a disk, its structures and
 * its block table are read. For one thread.
 */
final class Lab {
    private final RowStore store;
    private final Map<Path, String> keys = new HashMap<>();
    private final Map<String, List<String>> paths = new LinkedHashMap<>();
    private final Map<String, StoredChain> chains = new LinkedHashMap<>();
    private final Map<String, Row> layers = new LinkedHashMap<>();

    private Lab(RowStore store) {
        this.store = store;
    }

    /**
     * Lists a lab, and writes the rows of its layers and chains.
     *
     * @return the chains, each layer once as the leaf of one, bases first
     * @throws IOException if the folder cannot be listed or the store cannot be written; a disk that cannot be opened is a row
     */
    static List<StoredChain> list(Path folder, RowStore store) throws IOException {
        Lab lab = new Lab(store);
        FolderScan scan = FolderScan.of(List.of(folder), Progress.NONE);
        Catalogue catalogue = Catalogue.of(List.of(folder), Progress.NONE);
        for (ScannedFile file : scan.files()) {
            switch (file.kind()) {
                case DISK -> lab.add(file, catalogue);
                case DAMAGED, UNREADABLE -> lab.addProblem(file, file.problem(), null);
                case FOREIGN, COMPANION, OTHER -> {}
            }
        }
        lab.writeLayers();
        return lab.chains.values().stream()
                .sorted(Comparator.comparingInt(
                                (StoredChain chain) -> chain.keys().size())
                        .thenComparing(StoredChain::leaf))
                .toList();
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
            String leaf = chainKeys.get(0);
            paths.computeIfAbsent(leaf, key -> new ArrayList<>())
                    .add(chainPaths.get(0).toString());
            StoredChain chain =
                    new StoredChain(chainKeys, chainPaths, disk.chain().missingParent() == null);
            // Of two files with one key, one is as good as the other; but not where only one has its parents.
            StoredChain other = chains.get(leaf);
            if (other == null || (chain.complete() && !other.complete())) {
                chains.put(leaf, chain);
                layers.put(leaf, layerRow(leaf, disk));
                store.write(RowStore.CHAINS, leaf, List.of(chainRow(chain, disk)));
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

    private static Row layerRow(String key, VirtualDisk disk) {
        LayerFile file = disk.chain().leaf().file();
        ParentReference parent = file.type() == DiskType.DIFFERENCING ? ParentReference.of(file) : null;
        return new Row()
                .with("layer_key", key)
                .with("uuid", file.uniqueId().isNull() ? null : file.uniqueId().toString())
                .with("parent_uuid", parent == null ? null : parent.parentId().toString())
                .with("parent_name", parent == null ? null : String.join(", ", parent.baseNames()))
                .with("file_bytes", file.fileSize())
                .with("format", word(file.format()))
                .with("type", file.type().toString())
                .with("creator", file.creatorText())
                .with("created", file.created() == null ? null : file.created().toString())
                .with("virtual_size", disk.size())
                .with(
                        "findings",
                        file.findings().stream()
                                .map(Finding::code)
                                .distinct()
                                .map(Enum::name)
                                .toList())
                .with("error_code", null)
                .with("problem", null);
    }

    private static Row chainRow(StoredChain chain, VirtualDisk disk) {
        MissingParent missing = disk.chain().missingParent();
        List<ChainLink> links = disk.chain().links();
        return new Row()
                .with("leaf_key", chain.leaf())
                .with("depth", chain.keys().size())
                .with("layer_keys", chain.keys())
                .with("paths", chain.paths().stream().map(Path::toString).toList())
                .with(
                        "base_key",
                        chain.complete() ? chain.keys().get(chain.keys().size() - 1) : null)
                .with("complete", chain.complete())
                .with(
                        "parent_status",
                        missing == null ? "found" : word(missing.problem().code()))
                .with("id_verdicts", links.stream().map(link -> word(link.id())).toList())
                .with(
                        "time_verdicts",
                        links.stream().map(link -> word(link.time())).toList())
                .with(
                        "size_verdicts",
                        links.stream().map(link -> word(link.size())).toList());
    }

    private void addProblem(ScannedFile file, @Nullable String problem, @Nullable String code) {
        String place = file.path().toAbsolutePath().toString();
        String key = key(place + "\n" + file.fileSize() + "\n" + file.fileTime());
        paths.computeIfAbsent(key, one -> new ArrayList<>()).add(place);
        layers.put(
                key,
                new Row()
                        .with("layer_key", key)
                        .with("uuid", null)
                        .with("parent_uuid", null)
                        .with("parent_name", null)
                        .with("file_bytes", file.fileSize())
                        .with("format", null)
                        .with("type", null)
                        .with("creator", null)
                        .with("created", null)
                        .with("virtual_size", null)
                        .with("findings", List.of())
                        .with("error_code", code)
                        .with("problem", problem));
    }

    private void writeLayers() throws IOException {
        for (Map.Entry<String, Row> layer : layers.entrySet()) {
            Row row = layer.getValue().with("paths", paths.get(layer.getKey()));
            store.write(RowStore.LAYERS, layer.getKey(), List.of(row));
        }
    }

    private static String key(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
