package io.jenkins.plugins.releaseflow.linkage;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What others can see of a class. Names are JVM names, members are keyed by name and descriptor with a blank between,
 * and their values are access flags.
 *
 * @param superName empty for {@code java/lang/Object}
 */
record ClassShape(
        String name,
        String superName,
        List<String> interfaces,
        int access,
        Map<String, Integer> fields,
        Map<String, Integer> methods) {

    /** The shape of a class file, private members included. */
    static ClassShape of(byte[] classFile) {
        Reader reader = new Reader();
        new ClassReader(classFile).accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        return reader.shape;
    }

    boolean is(int flag) {
        return (access & flag) != 0;
    }

    private static final class Reader extends ClassVisitor {
        private final Map<String, Integer> fields = new HashMap<>();
        private final Map<String, Integer> methods = new LinkedHashMap<>();
        private String self = "";
        private ClassShape shape;

        Reader() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            self = name;
            String parent = superName == null ? "" : superName;
            shape = new ClassShape(name, parent, List.of(interfaces), access, fields, methods);
        }

        @Override
        public void visitInnerClass(String name, String outerName, String innerName, int access) {
            if (name.equals(self)) {
                // the flags of a nested class proper do not tell protected or private
                shape = new ClassShape(name, shape.superName, shape.interfaces, access, fields, methods);
            }
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            fields.put(name + ' ' + descriptor, access);
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            methods.put(name + ' ' + descriptor, access);
            return null;
        }
    }
}
