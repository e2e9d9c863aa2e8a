package io.github.vhdlayers.catalogue;

import io.github.vhdlayers.chain.ParentCandidate;
import io.github.vhdlayers.chain.ParentReference;
import io.github.vhdlayers.chain.ParentResolver;
import io.github.vhdlayers.diag.RejectedParent;
import io.github.vhdlayers.diag.SafeText;
import io.github.vhdlayers.format.UniqueId;
import io.github.vhdlayers.internal.folder.FolderTree;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Offers the files of a {@link Catalogue} that have the parent's id, and then what some folders hold that it does not cover.
 *
 * @param catalogue where the disks are
 * @param uncovered the folders
 * @param listing a listing of the folders for one chain, or null to list them for each search
 */
record CatalogueResolver(Catalogue catalogue, List<Path> uncovered, @Nullable ParentResolver listing)
        implements ParentResolver {
    /** How many disks that bear the parent's name and have another id are opened, so that an error can name them. */
    private static final int MOST_NAMESAKES = 100;

    CatalogueResolver(Catalogue catalogue, List<Path> uncovered) {
        this(catalogue, List.copyOf(uncovered), null);
    }

    @Override
    public ParentResolver forOneChain() {
        return new CatalogueResolver(
                catalogue, uncovered, ParentResolver.inFolders(uncovered).forOneChain());
    }

    @Override
    public Iterable<ParentCandidate> candidates(ParentReference reference) throws IOException {
        List<UniqueId> ids = reference.provingIds();
        CatalogueState state = catalogue.stateFor(ids);
        return joined(List.of(), state.withIds(ids), state, listed().candidates(reference));
    }

    /** What may be the parent although its id is not known, and why the search may have missed it. */
    @Override
    public Iterable<ParentCandidate> furtherCandidates(ParentReference reference) throws IOException {
        List<UniqueId> ids = reference.provingIds();
        CatalogueState offered = catalogue.state();
        CatalogueState state = catalogue.stateAfter(ids, offered);
        List<ParentCandidate> places = new ArrayList<>();
        Set<CatalogueRow> rows = new LinkedHashSet<>();
        if (state.number() != offered.number()) {
            rows.addAll(state.withIds(ids));
        }
        for (String name : reference.baseNames()) {
            List<CatalogueRow> namesakes = state.withName(name);
            rows.addAll(namesakes.subList(0, Math.min(namesakes.size(), MOST_NAMESAKES)));
            if (namesakes.isEmpty()) {
                places.add(ParentCandidate.refused(
                        place("**" + File.separator + SafeText.escape(name)),
                        RejectedParent.Cause.NOT_THERE,
                        "does not exist"));
            } else if (namesakes.size() > MOST_NAMESAKES) {
                places.add(furtherNamesakes(name, namesakes.subList(MOST_NAMESAKES, namesakes.size())));
            }
        }
        rows.addAll(state.unreadable());
        for (FolderTree.Unlisted folder : state.unlisted()) {
            places.add(ParentCandidate.unreadable(
                    folder.folder().toString(), "cannot be listed: " + folder.failure(), folder.failure()));
        }
        if (state.cutShort()) {
            places.add(ParentCandidate.refused(
                    "further files below " + place(""),
                    RejectedParent.Cause.TOO_MANY,
                    "not looked at, because " + state.rows().size() + " were"));
        }
        return joined(places, List.copyOf(rows), state, listed().furtherCandidates(reference));
    }

    private static ParentCandidate furtherNamesakes(String name, List<CatalogueRow> rows) {
        String place = rows.size() + " more files called " + SafeText.escape(name);
        // The id of a damaged disk is not known.
        return rows.stream().allMatch(row -> row.id() != null)
                ? ParentCandidate.refused(place, RejectedParent.Cause.OTHER_ID, "their ids are others")
                : ParentCandidate.refused(
                        place, RejectedParent.Cause.TOO_MANY, "not looked at, because " + MOST_NAMESAKES + " were");
    }

    private ParentResolver listed() {
        return listing == null ? ParentResolver.inFolders(uncovered) : listing;
    }

    private String place(String below) {
        List<Path> folders = catalogue.folders();
        return folders.isEmpty() ? below : folders.get(0) + File.separator + below;
    }

    private static Iterable<ParentCandidate> joined(
            List<ParentCandidate> places,
            List<CatalogueRow> rows,
            CatalogueState state,
            Iterable<ParentCandidate> listed) {
        return () -> {
            // One file after another: most often not all are asked for.
            Iterator<ParentCandidate> known = Stream.concat(
                            places.stream(), rows.stream().map(row -> inside(row.path(), state)))
                    .iterator();
            Iterator<ParentCandidate> others = listed.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return known.hasNext() || others.hasNext();
                }

                @Override
                public ParentCandidate next() {
                    return known.hasNext() ? known.next() : others.next();
                }
            };
        };
    }

    /** A file of the catalogue, unless a link that leads elsewhere took its place or the place of a folder above it. */
    private static ParentCandidate inside(Path file, CatalogueState state) {
        return ParentCandidate.inFolder(file, real -> state.roots().stream().anyMatch(real::startsWith));
    }
}
