package io.github.vhdlayers.tsk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What we are compiled against is what the datamodel has. */
@ExtendWith(RealDatamodel.class)
class StubsTest {
    private static final String PACKAGE = "org/sleuthkit/datamodel";

    @Test
    void everySignatureIsTheDatamodelsOwn() throws Exception {
        Path stubs = Path.of(System.getProperty("tsk.stubs"));
        List<String> absent = new ArrayList<>();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {stubs.toUri().toURL()}, new WithoutDatamodel())) {
            for (String name : names(stubs)) {
                Class<?> stub = loader.loadClass(name);
                // What is not public is how a stand-in works.
                if (Modifier.isPublic(stub.getModifiers())) {
                    compare(stub, absent);
                }
            }
        }
        assertEquals(List.of(), absent);
    }

    /** Finds what the stand-ins use, and nothing of the datamodel. */
    private static final class WithoutDatamodel extends ClassLoader {
        WithoutDatamodel() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("org.sleuthkit.")) {
                throw new ClassNotFoundException(name);
            }
            return StubsTest.class.getClassLoader().loadClass(name);
        }
    }

    private static List<String> names(Path stubs) throws IOException {
        try (Stream<Path> files = Files.list(stubs.resolve(PACKAGE))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> PACKAGE.replace('/', '.') + "." + name.substring(0, name.length() - 6))
                    .toList();
        }
    }

    private static void compare(Class<?> stub, List<String> absent) {
        Class<?> real;
        try {
            real = Class.forName(stub.getName(), false, StubsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            absent.add(stub.getName());
            return;
        }
        for (Method method : stub.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers()) && !has(real.getMethods(), method)) {
                absent.add(method.toString());
            }
        }
        for (Constructor<?> constructor : stub.getDeclaredConstructors()) {
            if (Modifier.isPublic(constructor.getModifiers())
                    && Arrays.stream(real.getConstructors()).noneMatch(one -> Arrays.toString(one.getParameterTypes())
                            .equals(Arrays.toString(constructor.getParameterTypes())))) {
                absent.add(constructor.toString());
            }
        }
        if (stub.isEnum()) {
            for (Object constant : stub.getEnumConstants()) {
                if (Arrays.stream(real.getEnumConstants())
                        .noneMatch(one -> name(one).equals(name(constant)))) {
                    absent.add(stub.getName() + "." + name(constant));
                }
            }
        }
    }

    /** A call is bound by name, parameters and result; what it throws is not looked at. */
    private static boolean has(Method[] methods, Method wanted) {
        return Arrays.stream(methods)
                .anyMatch(one -> one.getName().equals(wanted.getName())
                        && one.getReturnType()
                                .getName()
                                .equals(wanted.getReturnType().getName())
                        && Modifier.isStatic(one.getModifiers()) == Modifier.isStatic(wanted.getModifiers())
                        && Arrays.toString(one.getParameterTypes())
                                .equals(Arrays.toString(wanted.getParameterTypes())));
    }

    private static String name(Object constant) {
        return ((Enum<?>) constant).name();
    }
}
