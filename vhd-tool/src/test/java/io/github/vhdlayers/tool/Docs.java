package io.github.vhdlayers.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The pages that people read, and the fenced blocks in them. */
final class Docs {
    /** The project's root. */
    static final Path ROOT = Path.of("..");

    private Docs() {}

    /**
     * A fenced block.
     *
     * @param page the page's name
     * @param line the number of its opening line
     * @param language what the fence names, or nothing
     * @param lines what is inside
     */
    record Block(String page, int line, String language, List<String> lines) {
        /** The block keeps a copy. */
        Block {
            lines = List.copyOf(lines);
        }

        @Override
        public String toString() {
            return page + ":" + line;
        }
    }

    /** Every page: those at the root, all of docs, and those of the samples. */
    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String folder : List.of(".", "docs", "docs/decisions", "samples", "samples/evidence")) {
            Path path = ROOT.resolve(folder);
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.list(path)) {
                    files.filter(file -> file.toString().endsWith(".md"))
                            .sorted()
                            .forEach(pages::add);
                }
            }
        }
        return pages;
    }

    /** The fenced blocks of all pages. */
    static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        for (Path page : pages()) {
            String name = ROOT.relativize(page).normalize().toString();
            List<String> lines = Files.readAllLines(page);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).startsWith("```")) {
                    int end = i + 1;
                    while (!lines.get(end).startsWith("```")) {
                        end++;
                    }
                    blocks.add(new Block(name, i + 1, lines.get(i).substring(3), lines.subList(i + 1, end)));
                    i = end;
                }
            }
        }
        return blocks;
    }
}
