package io.github.vhdlayers.autopsy;

import java.nio.file.Path;
import java.util.List;
import org.openide.modules.ModuleInstall;
import org.openide.util.Lookup;

/**
 * Stands in for Autopsy's core: when the platform has loaded all modules, it looks for services as Autopsy does, uses them a little, says
 * what it found, and ends the platform.
 */
public final class Probe extends ModuleInstall {
    /** How lines begin that the test reads. */
    static final String MARK = "probe: ";

    private static final long serialVersionUID = 1L;
    private static final List<String> SERVICES = List.of(
            "appservices.AutopsyService",
            "corecomponentinterfaces.DataContentViewer",
            "corecomponentinterfaces.DataSourceProcessor",
            "datasourceprocessors.AutoIngestDataSourceProcessor",
            "ingest.IngestModuleFactory");

    @Override
    public void restored() {
        int code = 1;
        try {
            look();
            code = 0;
        } catch (Exception | LinkageError e) {
            e.printStackTrace(System.out);
        } finally {
            System.out.flush();
            Runtime.getRuntime().halt(code);
        }
    }

    private static void look() throws ReflectiveOperationException {
        for (String name : SERVICES) {
            Class<?> type = Class.forName("org.sleuthkit.autopsy." + name, true, Probe.class.getClassLoader());
            for (Object service : Lookup.getDefault().lookupAll(type)) {
                System.out.println(MARK + name + " " + service.getClass().getName() + " " + word(service));
            }
        }
    }

    /** Something that only a working service can say. */
    private static Object word(Object service) throws ReflectiveOperationException {
        Class<?> type = service.getClass();
        return switch (type.getSimpleName()) {
            case "VhdDataSourceProcessor" ->
                type.getMethod("getDataSourceType").invoke(service) + " "
                        + type.getMethod("canProcess", Path.class)
                                .invoke(service, Path.of(System.getProperty("probe.file")));
            case "VhdIngestModuleFactory", "VhdChainsIngestModuleFactory" ->
                type.getMethod("getModuleDisplayName").invoke(service) + " "
                        + type.getMethod("getModuleVersionNumber").invoke(service);
            case "OwnershipViewer" -> type.getMethod("getTitle").invoke(service);
            case "VhdCaseService" ->
                // What a chain is read with without a copy, and what its provenance is kept with, are Autopsy's own.
                type.getClassLoader().loadClass("com.sun.jna.Native").getName() + " "
                        + type.getClassLoader()
                                .loadClass("com.google.gson.JsonParser")
                                .getName();
            default -> "?";
        };
    }
}
