package io.github.vhdlayers.samples.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The command: builds a store, asks it, and searches it. */
public final class Main {
    private static final String USAGE =
            """
            usage:
              run DISKS STORE                 builds or continues the store of a folder of disks, and asks all questions
              run build DISKS STORE           builds or continues it
              run ask STORE [QUESTION.sql]... asks it; all questions of the folder "questions" unless some are named
              run hashes STORE LIST           asks where the SHA-256 of a list, one a line, occur, and since which layer
              run search STORE WORD...        finds texts that have all of the words
            """;

    private Main() {}

    /**
     * Runs.
     *
     * @param arguments as the usage says
     * @throws Exception if it fails
     */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        int code = run(List.of(arguments), questions(), out);
        out.flush();
        // Forked processes may have left threads.
        System.exit(code);
    }

    private static Path questions() {
        return Path.of(System.getProperty("questions", "samples/lab/questions"));
    }

    static int run(List<String> words, Path questions, PrintStream out) throws Exception {
        String command = words.isEmpty() ? "" : words.get(0);
        if (command.equals("build") && words.size() == 3) {
            new StoreBuilder(Path.of(words.get(1)), Path.of(words.get(2))).build(out);
        } else if (command.equals("ask") && words.size() >= 2) {
            List<Path> files =
                    words.subList(2, words.size()).stream().map(Path::of).toList();
            ask(Path.of(words.get(1)), files.isEmpty() ? all(questions) : files, out);
        } else if (command.equals("hashes") && words.size() == 3) {
            try (Rows rows = Rows.of(Path.of(words.get(1)))) {
                rows.setHashes(Path.of(words.get(2)));
                rows.ask(questions.resolve(Rows.HASH_LIST), out);
            }
        } else if (command.equals("search") && words.size() >= 3) {
            try (Rows rows = Rows.of(Path.of(words.get(1)))) {
                TextIndex.of(Path.of(words.get(1))).search(words.subList(2, words.size()), rows, out);
            }
        } else if (words.size() == 2) {
            new StoreBuilder(Path.of(words.get(0)), Path.of(words.get(1))).build(out);
            ask(Path.of(words.get(1)), all(questions), out);
        } else {
            out.print(USAGE);
            return 2;
        }
        return 0;
    }

    private static void ask(Path store, List<Path> questions, PrintStream out) throws Exception {
        try (Rows rows = Rows.of(store)) {
            for (Path question : questions) {
                rows.ask(question, out);
            }
        }
    }

    /** All but the one that needs a list. */
    private static List<Path> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(file -> !file.endsWith(Rows.HASH_LIST))
                    .sorted()
                    .toList());
        }
    }
}
