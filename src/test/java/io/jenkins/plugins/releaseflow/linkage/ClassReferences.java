package io.jenkins.plugins.releaseflow.linkage;

import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What a class file refers to: all of its constant pool, and the types of its own members and annotations.
 *
 * @param classes JVM names, without arrays
 */
record ClassReferences(Set<String> classes, Set<Member> fields, Set<Member> methods) {

    /** A member of a class, as the class file names it. */
    record Member(String owner, String name, String descriptor) {
        String key() {
            return name + ' ' + descriptor;
        }

        @Override
        public String toString() {
            return owner + '.' + name + (descriptor.startsWith("(") ? "" : ":") + descriptor;
        }
    }

    static ClassReferences of(byte[] classFile) {
        ClassReferences references =
                new ClassReferences(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        ClassReader reader = new ClassReader(classFile);
        references.addConstantPool(reader);
        reader.accept(references.new Declarations(), ClassReader.SKIP_CODE);
        return references;
    }

    private void addConstantPool(ClassReader reader) {
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int content = reader.getItem(i);
            if (content == 0) {
                continue; // the second half of a long or a double
            }
            switch (reader.readByte(content - 1)) {
                case 7 -> addClass(reader.readUTF8(content, buffer));
                case 9 -> addMember(reader, content, buffer, fields);
                case 10, 11 -> addMember(reader, content, buffer, methods);
                case 12 -> addDescriptor(reader.readUTF8(content + 2, buffer));
                case 16 -> addDescriptor(reader.readUTF8(content, buffer));
                default -> {
                    // numbers and texts refer to nothing
                }
            }
        }
    }

    private void addMember(ClassReader reader, int content, char[] buffer, Set<Member> members) {
        String owner = reader.readClass(content, buffer);
        int nameAndType = reader.getItem(reader.readUnsignedShort(content + 2));
        String name = reader.readUTF8(nameAndType, buffer);
        String descriptor = reader.readUTF8(nameAndType + 2, buffer);
        if (!owner.startsWith("[")) {
            members.add(new Member(owner, name, descriptor));
        }
    }

    private void addClass(String name) {
        addType(Type.getObjectType(name));
    }

    private void addDescriptor(String descriptor) {
        Type type = Type.getType(descriptor);
        if (type.getSort() == Type.METHOD) {
            addType(type.getReturnType());
            for (Type argument : type.getArgumentTypes()) {
                addType(argument);
            }
        } else {
            addType(type);
        }
    }

    private void addType(Type type) {
        Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
        if (element.getSort() == Type.OBJECT) {
            classes.add(element.getInternalName());
        }
    }

    private final class Declarations extends ClassVisitor {
        Declarations() {
            super(Opcodes.ASM9);
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            addDescriptor(descriptor);
            return null;
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            addDescriptor(descriptor);
            return new FieldVisitor(Opcodes.ASM9) {
                @Override
                public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                    addDescriptor(annotation);
                    return null;
                }
            };
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            addDescriptor(descriptor);
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                    addDescriptor(annotation);
                    return null;
                }

                @Override
                public AnnotationVisitor visitParameterAnnotation(int parameter, String annotation, boolean visible) {
                    addDescriptor(annotation);
                    return null;
                }
            };
        }
    }
}
