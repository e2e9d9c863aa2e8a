package io.github.vhdlayers.tsk;

import io.github.vhdlayers.VhdOptions;
import io.github.vhdlayers.VirtualDisk;
import io.github.vhdlayers.chain.DiskLayer;
import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.chain.ParentReference;
import io.github.vhdlayers.chain.ParentResolver;
import io.github.vhdlayers.diag.SafeText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sleuthkit.datamodel.AbstractFile;
import org.sleuthkit.datamodel.SleuthkitCase;
import org.sleuthkit.datamodel.TskCoreException;

/**
 * A chain of files in data sources of a case.
 *
 * <p>Each is opened in the case when the chain is: the chain may be read while the case's database is being written to, and then the
 * datamodel could not look up anything more.
 */
final class CaseFiles implements ChainFiles {
    private static final int MOST_OF_ONE_NAME = 1000;

    private final AbstractFile leaf;
    private final Parents parents;
    private final Map<String, Long> ids = new HashMap<>();

    /** The files that may be the parent that a disk records. */
    interface Parents {
        /** The likeliest. */
        List<AbstractFile> of(ParentReference reference);

        /** Those that are looked at if none of the others is the parent. */
        default List<AbstractFile> furtherOf(ParentReference reference) {
            return List.of();
        }
    }

    CaseFiles(AbstractFile leaf, Parents parents) {
        this.leaf = leaf;
        this.parents = parents;
    }

    @Override
    public VirtualDisk open(VhdOptions options) throws IOException {
        VirtualDisk disk = VirtualDisk.open(
                CaseFileSource.of(leaf, nameOf(leaf)),
                options.toBuilder()
                        .searchOwnFolder(false)
                        .parentResolver(new Resolver())
                        .build());
        try {
            for (DiskLayer layer : disk.chain().layers()) {
                // What opens the file in the case.
                layer.file().readRaw(0, ByteBuffer.allocate(1));
            }
            return disk;
        } catch (IOException | RuntimeException e) {
            disk.close();
            throw e;
        }
    }

    /** Its path, with its id where a damaged file system has two files of one path. */
    private String nameOf(AbstractFile file) throws IOException {
        String path = CaseFileSource.nameOf(file);
        String name =
                ids.getOrDefault(path, file.getId()) == file.getId() ? path : path + " (file " + file.getId() + ")";
        ids.put(name, file.getId());
        return name;
    }

    /** Offers files of the case. */
    private final class Resolver implements ParentResolver {
        @Override
        public Iterable<ParentCandidate> candidates(ParentReference reference) throws IOException {
            return candidates(parents.of(reference));
        }

        @Override
        public Iterable<ParentCandidate> furtherCandidates(ParentReference reference) throws IOException {
            return candidates(parents.furtherOf(reference));
        }

        private List<ParentCandidate> candidates(List<AbstractFile> files) throws IOException {
            List<ParentCandidate> candidates = new ArrayList<>();
            for (AbstractFile file : files) {
                String name = nameOf(file);
                candidates.add(ParentCandidate.of(name, () -> CaseFileSource.of(file, name)));
            }
            return candidates;
        }
    }

    @Override
    public String leafName() {
        return leaf.getName();
    }

    /**
     * {@inheritDoc} The path of an empty file: Autopsy asks for each path of a case that is not there, and a Sleuth Kit without us reads
     * nothing of an empty file.
     */
    @Override
    public List<String> pathsWithoutCopy(Path folder) throws IOException {
        Files.createDirectories(folder);
        String name = SafeText.escape(leaf.getName()).replaceAll("[\\\\/:*?\"<>|]", "_");
        for (int number = 1; number <= MOST_OF_ONE_NAME; number++) {
            Path file = folder.resolve(name + (number == 1 ? "" : "-" + number) + ".direct");
            try {
                return List.of(Files.createFile(file).toString());
            } catch (FileAlreadyExistsException e) {
                // Another data source's.
            }
        }
        throw new IOException(folder + ": contains " + MOST_OF_ONE_NAME + " data sources of " + name + " already");
    }

    @Override
    public @Nullable Long contentId(DiskLayer layer) {
        return ids.get(layer.name());
    }

    /**
     * The files of a data source that was made of files of the case.
     *
     * @return null if its files are not in the case
     * @throws IOException if one is not in the case any more
     */
    static @Nullable CaseFiles of(SleuthkitCase sleuthkitCase, Provenance provenance) throws IOException {
        List<AbstractFile> files = new ArrayList<>();
        for (Provenance.Layer layer : provenance.layers()) {
            Long id = layer.contentId();
            if (id == null) {
                return null;
            }
            try {
                AbstractFile file = sleuthkitCase.getAbstractFileById(id);
                if (file == null) {
                    throw new IOException(layer.path() + ": is not in the case any more");
                }
                files.add(file);
            } catch (TskCoreException e) {
                throw new IOException(layer.path() + ": cannot be found in the case: " + e.getMessage(), e);
            }
        }
        List<AbstractFile> others = files.subList(1, files.size());
        return new CaseFiles(files.get(0), reference -> others);
    }
}
