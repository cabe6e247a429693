package io.jenkins.plugins.releaseflow.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.Extension;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A Jenkins without the plugin cloudbees-folder: what needs it stays away as a whole, and nothing else breaks. */
class OptionalPluginTest {
    private static final String OPTIONAL = "com.cloudbees.hudson.plugins.folder.";
    private static final String CONFIG = "io/jenkins/plugins/releaseflow/config/";

    private final Map<String, byte[]> plugin;
    private final ClassLoader withoutFolders;

    OptionalPluginTest() throws IOException {
        plugin = ClassFiles.ofPlugin();
        withoutFolders = new Without(plugin);
    }

    @Test
    void extensionsThatNeedItCanNotEvenBeLookedAt() {
        assertThat(extensions(true)).hasSizeGreaterThan(1).allSatisfy(name -> assertThatThrownBy(
                        () -> members(withoutFolders.loadClass(name)))
                .isInstanceOf(NoClassDefFoundError.class));
    }

    @Test
    void allOthersDoNotMentionIt() {
        assertThat(plugin).isNotEmpty().allSatisfy((name, file) -> {
            boolean mentions =
                    new String(file, java.nio.charset.StandardCharsets.ISO_8859_1).contains(OPTIONAL.replace('.', '/'));
            assertThat(mentions)
                    .as(name)
                    .isEqualTo(name.startsWith(CONFIG + "FolderConfiguration") || name.equals(CONFIG + "FolderPlaces"));
        });
    }

    @Test
    void allOtherExtensionsAreThere() {
        assertThat(extensions(false))
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> members(withoutFolders.loadClass(name)));
    }

    private Stream<String> extensions(boolean optional) {
        return plugin.keySet().stream().map(name -> name.replace('/', '.')).filter(name -> {
            try {
                Extension extension = Class.forName(name, false, OptionalPluginTest.class.getClassLoader())
                        .getAnnotation(Extension.class);
                return extension != null && isOptional(extension) == optional;
            } catch (ClassNotFoundException missing) {
                throw new AssertionError(missing);
            }
        });
    }

    @SuppressWarnings("deprecation")
    private static boolean isOptional(Extension extension) {
        return extension.optional();
    }

    /** What Jenkins looks at before it makes an extension. */
    private static void members(Class<?> type) {
        for (Class<?> known = type; known != null; known = known.getSuperclass()) {
            assertThat(Arrays.asList(known.getDeclaredMethods())).isNotNull();
            assertThat(Arrays.asList(known.getDeclaredConstructors())).isNotNull();
            assertThat(Arrays.<Annotation>asList(known.getAnnotations())).isNotNull();
        }
    }

    /** Loads the plugin anew, with a Jenkins that lacks the classes of the optional plugin. */
    private static final class Without extends ClassLoader {
        private final Map<String, byte[]> plugin;

        Without(Map<String, byte[]> plugin) {
            super(OptionalPluginTest.class.getClassLoader());
            this.plugin = plugin;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(OPTIONAL)) {
                throw new ClassNotFoundException(name);
            }
            byte[] own = plugin.get(name.replace('.', '/'));
            if (own == null) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? defineClass(name, own, 0, own.length) : loaded;
            }
        }
    }
}
