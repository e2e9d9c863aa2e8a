package io.github.vhdlayers.tsk.autopsy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.awt.Component;
import java.awt.Container;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.text.JTextComponent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sleuthkit.autopsy.coreutils.Logger;

/** What the plug-in shows is in its bundle, and what it logs is in Autopsy's log, which is that of the case that is open. */
class TextsAndLogsTest {
    private static final Path CLASSES = Path.of("target/classes");

    @BeforeEach
    void noDisplay() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void whatComponentsShowIsInTheBundle() {
        Set<String> shown = new TreeSet<>();
        collect(new VhdPanel(), shown);
        collect(new ChainsSettingsPanel(new ChainsSettings(false, false)), shown);
        collect(new OwnershipViewer().getComponent(), shown);
        assertFalse(shown.isEmpty());
        assertEquals(Set.of(), outsideTheBundle(shown));
    }

    @Test
    void whatAutopsyListsIsInTheBundle() {
        VhdIngestModuleFactory annotating = new VhdIngestModuleFactory();
        VhdChainsIngestModuleFactory chains = new VhdChainsIngestModuleFactory();
        OwnershipViewer viewer = new OwnershipViewer();
        Set<String> shown = new TreeSet<>(List.of(
                new VhdDataSourceProcessor().getDataSourceType(),
                new VhdCaseService().getServiceName(),
                annotating.getModuleDisplayName(),
                annotating.getModuleDescription(),
                chains.getModuleDisplayName(),
                chains.getModuleDescription(),
                viewer.getTitle(),
                viewer.getToolTip()));
        assertEquals(Set.of(), outsideTheBundle(shown));
    }

    private static Set<String> outsideTheBundle(Set<String> shown) {
        ResourceBundle bundle = ResourceBundle.getBundle(Messages.class.getPackageName() + ".Bundle");
        Set<String> left = new TreeSet<>(shown);
        bundle.keySet().forEach(key -> left.remove(bundle.getString(key)));
        return left;
    }

    private static void collect(Component component, Set<String> into) {
        List<String> texts = new ArrayList<>();
        if (component instanceof JLabel label) {
            texts.add(label.getText());
        } else if (component instanceof AbstractButton button) {
            texts.add(button.getText());
        } else if (component instanceof JTextComponent text && !text.isEditable()) {
            texts.add(text.getText());
        }
        if (component instanceof JComponent shown) {
            texts.add(shown.getToolTipText());
        }
        texts.stream().filter(text -> text != null && !text.isBlank()).forEach(into::add);
        if (component instanceof Container container) {
            for (Component child : container.getComponents()) {
                collect(child, into);
            }
        }
    }

    /** Autopsy opens a log in the case's folder for its own loggers, and for no other. */
    @Test
    void everyLoggerIsAutopsys() throws Exception {
        List<String> found = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Class<?> each : classes()) {
            for (Field field : each.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        && java.util.logging.Logger.class.isAssignableFrom(field.getType())) {
                    (field.getType() == Logger.class ? found : others).add(each.getName());
                }
            }
        }
        assertEquals(List.of(), others);
        assertFalse(found.isEmpty());
    }

    private static List<Class<?>> classes() throws IOException, ClassNotFoundException {
        List<Class<?>> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(CLASSES.resolve("io"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                String name = CLASSES.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), ".");
                if (!name.endsWith("package-info.class")) {
                    all.add(Class.forName(
                            name.substring(0, name.length() - ".class".length()),
                            false,
                            TextsAndLogsTest.class.getClassLoader()));
                }
            }
        }
        return all;
    }
}
