package io.jenkins.plugins.releaseflow.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ObjectInputStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import net.java.sezpoz.impl.Indexer;
import net.java.sezpoz.impl.SerAnnotatedElement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginIndexesTest {

    private static final List<String> SOURCES = List.of("""
            package hudson;
            import java.lang.annotation.*;
            @Target({ElementType.TYPE, ElementType.FIELD, ElementType.METHOD}) @Retention(RetentionPolicy.SOURCE)
            @net.java.sezpoz.Indexable
            public @interface Extension { double ordinal() default 0; }
            """, """
            package org.jenkinsci;
            @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
            public @interface Symbol { String[] value(); }
            """, """
            package hudson.init;
            @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
            public @interface Terminator {}
            """, """
            package plugin;
            public class Target {
                @hudson.Extension(ordinal = 5) @org.jenkinsci.Symbol("job") public static class DescriptorImpl {}
            }
            """, """
            package plugin;
            public class Pool { @hudson.init.Terminator public static void stop() {} }
            """, """
            package host;
            @hudson.Extension @org.jenkinsci.Symbol("echo") public class Echo {}
            """);

    @TempDir
    private Path directory;

    private Path compiled;
    private Path staged;

    @BeforeEach
    void compileAPluginAndItsHost() throws Exception {
        compiled = Files.createDirectory(directory.resolve("compiled"));
        staged = Files.createDirectory(directory.resolve("staged"));
        List<Path> sources = new ArrayList<>();
        for (String source : SOURCES) {
            Path folder = Files.createDirectories(directory.resolve("source" + sources.size()));
            String name = source.replaceAll("(?s).*?public (@interface|class) (\\w+).*", "$2");
            sources.add(Files.writeString(folder.resolve(name + ".java"), source));
        }
        StringWriter messages = new StringWriter();
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-d", compiled.toString(), "-cp", System.getProperty("java.class.path"));
            JavaCompiler.CompilationTask task =
                    javac.getTask(messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources));
            task.setProcessors(List.of(new Indexer()));
            assertThat(task.call()).as(messages.toString()).isTrue();
        }
        Files.createDirectory(staged.resolve("plugin"));
        for (String name : List.of("Target.class", "Target$DescriptorImpl.class", "Pool.class")) {
            Files.copy(compiled.resolve("plugin").resolve(name), staged.resolve("plugin/" + name));
        }
    }

    @Test
    void extensionIndexListsThePluginsExtensionsAndNotTheHosts() throws Exception {
        writeIndexes();

        List<SerAnnotatedElement> extensions = new ArrayList<>();
        Path index = staged.resolve("META-INF/annotations/hudson.Extension");
        try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(index))) {
            while (in.readObject() instanceof SerAnnotatedElement extension) {
                extensions.add(extension);
            }
        }
        assertThat(extensions).singleElement().satisfies(extension -> {
            assertThat(extension.className).isEqualTo("plugin.Target$DescriptorImpl");
            assertThat(extension.values).containsEntry("ordinal", 5.0);
        });
    }

    @Test
    void symbolIndexListsThePluginsSymbolsAndNotTheHosts() throws Exception {
        writeIndexes();

        assertThat(staged.resolve("META-INF/services/annotations/org.jenkinsci.Symbol"))
                .hasContent("plugin.Target$DescriptorImpl\n");
    }

    @Test
    void aMethodThatJenkinsCallsWhenItStopsIsIndexedByItsClass() throws Exception {
        writeIndexes();

        assertThat(staged.resolve("META-INF/services/annotations/hudson.init.Terminator"))
                .hasContent("plugin.Pool\n");
        assertThat(staged.resolve("META-INF/services/annotations/hudson.init.Initializer"))
                .doesNotExist();
    }

    private void writeIndexes() throws Exception {
        // The platform's loader as parent: the stand-in has classes of the same names.
        URL[] path = {compiled.toUri().toURL()};
        try (URLClassLoader classes = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            new PluginIndexes(compiled, staged).write(classes);
        }
    }
}
