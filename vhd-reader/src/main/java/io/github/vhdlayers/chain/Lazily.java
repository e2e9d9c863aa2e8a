package io.github.vhdlayers.chain;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** Candidates that are at hand, and then files that are looked at one by one, because most often not all are asked for. */
final class Lazily implements Iterator<ParentCandidate> {
    private final Iterator<ParentCandidate> first;
    private final Iterator<Path> files;
    private final Function<Path, ParentCandidate> examiner;

    Lazily(List<ParentCandidate> first, Iterator<Path> files, Function<Path, ParentCandidate> examiner) {
        this.first = first.iterator();
        this.files = files;
        this.examiner = examiner;
    }

    @Override
    public boolean hasNext() {
        return first.hasNext() || files.hasNext();
    }

    @Override
    public ParentCandidate next() {
        return first.hasNext() ? first.next() : examiner.apply(files.next());
    }
}
