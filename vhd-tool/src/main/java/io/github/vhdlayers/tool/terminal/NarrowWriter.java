package io.github.vhdlayers.tool.terminal;

import java.io.IOException;
import java.io.Writer;

/** Writes lines that are no wider than a terminal. Not thread-safe. */
final class NarrowWriter extends Writer {
    private final Writer out;
    private final int width;
    private final StringBuilder line = new StringBuilder();

    NarrowWriter(Writer out, int width) {
        super(out);
        this.out = out;
        this.width = width;
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (characters[i] == '\n') {
                line.append(characters, from, i - from);
                end();
                out.write('\n');
                from = i + 1;
            }
        }
        line.append(characters, from, offset + length - from);
    }

    private void end() throws IOException {
        out.write(NarrowText.fold(line.toString(), width));
        line.setLength(0);
    }

    @Override
    public void flush() throws IOException {
        end();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        end();
        out.close();
    }
}
