package io.github.vhdlayers.tool.terminal;

import me.tongfei.progressbar.ProgressBarConsumer;

/** Shows a progress bar on the screen's last line, as wide as fits, from where whatever else is written can wipe it. */
final class ScreenConsumer implements ProgressBarConsumer {
    private static final int WIDEST = 100;

    private final Screen screen;

    ScreenConsumer(Screen screen) {
        this.screen = screen;
    }

    @Override
    public int getMaxRenderedLength() {
        return Math.min(screen.columns(), WIDEST);
    }

    @Override
    public void accept(String bar) {
        // The library does not keep to the width where there is hardly room for a bar.
        screen.show(bar.substring(0, Math.min(bar.length(), getMaxRenderedLength())));
    }

    @Override
    public void close() {
        screen.wipe();
    }
}
