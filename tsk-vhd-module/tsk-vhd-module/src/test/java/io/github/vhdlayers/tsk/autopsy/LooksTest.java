package io.github.vhdlayers.tsk.autopsy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vhdlayers.analysis.files.FileOwnership;
import io.github.vhdlayers.tsk.FileAnnotation;
import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JRadioButton;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.LookAndFeel;
import javax.swing.UIManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and the view, laid out without a display in the looks that every Java has. */
class LooksTest {
    private static final String METAL = "javax.swing.plaf.metal.MetalLookAndFeel";
    private static final String NIMBUS = "javax.swing.plaf.nimbus.NimbusLookAndFeel";

    private final LookAndFeel before = UIManager.getLookAndFeel();

    @BeforeEach
    void noDisplay() {
        System.setProperty("java.awt.headless", "true");
        Assumptions.assumeTrue(hasFonts(), "this Java has no fonts to lay texts out with");
    }

    private static boolean hasFonts() {
        try {
            return new JLabel()
                            .getFontMetrics(new Font(Font.DIALOG, Font.PLAIN, 12))
                            .stringWidth("x")
                    > 0;
        } catch (RuntimeException | LinkageError | InternalError e) {
            return false;
        }
    }

    @AfterEach
    void asItWas() throws Exception {
        UIManager.setLookAndFeel(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {METAL, NIMBUS})
    void thePageFitsTheSizeThatAutopsyGivesIt(String look) throws Exception {
        UIManager.setLookAndFeel(look);
        VhdPanel page = new VhdPanel();
        assertTrue(page.getPreferredSize().width <= 544 && page.getPreferredSize().height <= 173);
        layOut(page, VhdPanel.SIZE);
        assertEquals(List.of(), cut(page));
        page.show(new ChainPreview(
                List.of(
                        "Layer 0: child.avhd (the file that was chosen)",
                        "Layer 1: MISSING; the disk calls it base.vhd"),
                false,
                "The copy takes up to 126.9 GiB, and only 800.0 MiB are free.",
                false));
        layOut(page, VhdPanel.SIZE);
        assertEquals(List.of(), cut(page));
        assertFalse(page.isReady());
    }

    @ParameterizedTest
    @ValueSource(strings = {METAL, NIMBUS})
    void warnsOfHostileDisksThatAreReadWithoutACopy(String look) throws Exception {
        UIManager.setLookAndFeel(look);
        VhdPanel page = new VhdPanel();
        page.show(new ChainPreview(List.of("Layer 0: child.avhd (the file that was chosen)"), true, "", true));
        radioButton(page, Messages.PANEL_DIRECT.text()).doClick();
        layOut(page, VhdPanel.SIZE);
        assertEquals(List.of(), cut(page));
        assertEquals(
                Messages.PANEL_RISK.text(),
                radioButton(page, Messages.PANEL_COPY.text()).getToolTipText());
        assertTrue(texts(page).contains(Messages.PANEL_RISK.text()), () -> texts(page)
                .toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {METAL, NIMBUS})
    void whyAFileCannotBeAddedIsReadToItsEnd(String look) throws Exception {
        UIManager.setLookAndFeel(look);
        VhdPanel page = new VhdPanel();
        String why = "/evidence/" + "w".repeat(120) + "/child.vhd: parent missing: nothing has the id "
                + "6e3f4a3c-2d1e-4f60-9b0c-0d4c5e6f7a8b; tried 14 files";
        page.show(new ChainPreview(List.of(), true, why, false));
        layOut(page, VhdPanel.SIZE);
        assertEquals(List.of(), cut(page));
        JList<?> list = find(page, JList.class);
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < list.getModel().getSize(); i++) {
            String line = String.valueOf(list.getModel().getElementAt(i));
            assertTrue(list.getFontMetrics(list.getFont()).stringWidth(line) <= list.getWidth(), line);
            shown.append(line).append(' ');
        }
        assertEquals(why.replace(" ", ""), shown.toString().replace(" ", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {METAL, NIMBUS})
    void drawsEachLayersColourAndAWrappedLegend(String look) throws Exception {
        UIManager.setLookAndFeel(look);
        OwnershipViewer viewer = new OwnershipViewer();
        JComponent view = (JComponent) viewer.getComponent();
        String runs = String.join(
                ",",
                IntStream.range(0, 9)
                        .mapToObj(i -> "[" + i * 10 + ",10," + i + "]")
                        .toList());
        viewer.show(new FileAnnotation(
                FileOwnership.Status.CONTENT_CHANGED,
                "content changed",
                "content 90 sectors",
                "{\"resident\":false,\"runsCut\":false,\"runs\":[" + runs + "]}"));
        layOut(view, new Dimension(316, 300));
        OwnershipStrip strip = find(view, OwnershipStrip.class);
        assertEquals(strip.getPreferredSize().height, strip.getHeight());
        BufferedImage picture = new BufferedImage(316, 300, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        view.printAll(graphics);
        graphics.dispose();
        // 300 pixels for 90 sectors, from the ninth pixel on; the middles of the first, second and last piece.
        assertEquals(new Color(0xE69F00), new Color(picture.getRGB(8 + 16, 50)));
        assertEquals(new Color(0x0072B2), new Color(picture.getRGB(8 + 50, 50)));
        assertEquals(new Color(0x009E73).darker(), new Color(picture.getRGB(8 + 283, 50)));

        viewer.resetComponent();
        layOut(view, new Dimension(316, 300));
        assertTrue(strip.getHeight() < 60, strip.getHeight() + " pixels for nothing");
    }

    @Test
    void whereThereIsNothingToDrawNoSectorsAreCounted() {
        assertEquals("", OwnershipStrip.Drawing.NOTHING.heading());
        assertEquals(
                "",
                OwnershipStrip.Drawing.parse("{\"resident\":false,\"runsCut\":false,\"runs\":[]}")
                        .heading());
        assertEquals(
                "The content is in the file's MFT record.",
                OwnershipStrip.Drawing.parse("{\"resident\":true,\"runsCut\":false,\"runs\":[]}")
                        .heading());
        OwnershipViewer viewer = new OwnershipViewer();
        viewer.show(null);
        JTextArea text = find((Container) viewer.getComponent(), JTextArea.class);
        assertTrue(text.getText().startsWith("Nothing is recorded of this file"), text.getText());
    }

    /** Twice, as a display does it when a component finds that it needs another height. */
    private static void layOut(JComponent component, Dimension size) {
        component.setSize(size);
        for (int i = 0; i < 2; i++) {
            layOut(component);
        }
    }

    private static void layOut(Component component) {
        component.doLayout();
        if (component instanceof Container container) {
            for (Component child : container.getComponents()) {
                layOut(child);
            }
        }
    }

    private static List<String> cut(Component component) {
        List<String> found = new ArrayList<>();
        Dimension wanted = component.getPreferredSize();
        boolean text = component instanceof JLabel || component instanceof AbstractButton;
        if (text && (wanted.width > component.getWidth() || wanted.height > component.getHeight())) {
            found.add(component + " wants " + wanted);
        }
        if (component instanceof Container container && !(component instanceof JScrollPane)) {
            for (Component child : container.getComponents()) {
                found.addAll(cut(child));
            }
        }
        return found;
    }

    private static List<Component> all(Container among) {
        List<Component> all = new ArrayList<>();
        for (Component child : among.getComponents()) {
            all.add(child);
            if (child instanceof Container container) {
                all.addAll(all(container));
            }
        }
        return all;
    }

    private static JRadioButton radioButton(Container among, String text) {
        return all(among).stream()
                .filter(child ->
                        child instanceof JRadioButton button && button.getText().equals(text))
                .map(JRadioButton.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(Container among) {
        return all(among).stream()
                .filter(JLabel.class::isInstance)
                .map(child -> ((JLabel) child).getText())
                .toList();
    }

    private static <T extends Component> T find(Container among, Class<T> type) {
        for (Component child : among.getComponents()) {
            if (type.isInstance(child)) {
                return type.cast(child);
            }
            if (child instanceof Container container) {
                try {
                    return find(container, type);
                } catch (IllegalStateException e) {
                    // Not below this one.
                }
            }
        }
        throw new IllegalStateException("there is no " + type);
    }
}
