package io.jenkins.plugins.releaseflow.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The plugin is compiled against the stand-in; that a real Jenkins can link it is shown here. */
class LinkageTest {
    private static final String OWN = "io/jenkins/plugins/releaseflow/Sample";
    private static final String STEP = "org/jenkinsci/plugins/workflow/steps/StepExecution";
    private static final String CONTEXT = "org/jenkinsci/plugins/workflow/steps/StepContext";

    private static Map<String, ClassShape> jenkins;

    @BeforeAll
    static void readTheRecordedApi() throws IOException {
        jenkins = RecordedApi.read();
    }

    @Test
    void everyReferenceOfThePluginExistsInTheRealJenkins() throws IOException {
        LinkageCheck.Report report = LinkageCheck.run(ClassFiles.ofPlugin(), jenkins);

        System.out.printf("References of the plugin to Jenkins that were checked: %d%n", report.checked());
        assertThat(report.problems()).isEmpty();
    }

    @Test
    void acceptsInheritedMembersOfJenkinsAndOfItsLibraries() {
        LinkageCheck.Report report = check(Opcodes.ACC_PUBLIC, "hudson/model/InvisibleAction", code -> {
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, OWN, "getDisplayName", "()Ljava/lang/String;", false);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, CONTEXT, "onFailure", "(Ljava/lang/Throwable;)V", false);
            code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL, "hudson/model/Job", "getFullName", "()Ljava/lang/String;", false);
            code.visitFieldInsn(Opcodes.GETSTATIC, "hudson/model/Job", "READ", "Lhudson/security/Permission;");
        });

        assertThat(report.problems()).isEmpty();
        assertThat(report.checked()).isGreaterThan(4);
    }

    @Test
    void refusesAMethodThatOnlyTheStandinHas() {
        assertThat(check(
                                Opcodes.ACC_PUBLIC,
                                "java/lang/Object",
                                code -> code.visitMethodInsn(
                                        Opcodes.INVOKEVIRTUAL, "hudson/model/Run", "runFaster", "()V", false))
                        .problems())
                .singleElement()
                .asString()
                .contains(OWN, "hudson/model/Run.runFaster()V", "does not have");
    }

    @Test
    void refusesAMethodWithAnotherReturnType() {
        assertThat(check(
                                Opcodes.ACC_PUBLIC,
                                "java/lang/Object",
                                code -> code.visitMethodInsn(
                                        Opcodes.INVOKEVIRTUAL, "hudson/model/Run", "getNumber", "()J", false))
                        .problems())
                .singleElement()
                .asString()
                .contains("hudson/model/Run.getNumber()J");
    }

    @Test
    void refusesAFieldThatIsNotThere() {
        assertThat(check(
                                Opcodes.ACC_PUBLIC,
                                "java/lang/Object",
                                code -> code.visitFieldInsn(
                                        Opcodes.GETSTATIC, "hudson/model/Result", "FINE", "Lhudson/model/Result;"))
                        .problems())
                .singleElement()
                .asString()
                .contains("hudson/model/Result.FINE:Lhudson/model/Result;");
    }

    @Test
    void refusesAnInheritedMethodThatOnlyTheStandinHas() {
        assertThat(check(
                                Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT,
                                STEP,
                                code -> code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, OWN, "pause", "()V", false))
                        .problems())
                .singleElement()
                .asString()
                .contains(OWN + ".pause()V");
    }

    @Test
    void refusesAClassThatNobodyProvides() {
        assertThat(check(
                                Opcodes.ACC_PUBLIC,
                                "java/lang/Object",
                                code -> code.visitTypeInsn(Opcodes.NEW, "groovy/lang/Closure"))
                        .problems())
                .singleElement()
                .asString()
                .contains("groovy/lang/Closure");
    }

    @Test
    void refusesToLeaveAnAbstractMethodOfJenkinsOpen() {
        assertThat(check(Opcodes.ACC_PUBLIC, STEP, code -> {}).problems())
                .containsExactly(OWN + " does not implement start ()Z of " + STEP);
    }

    @Test
    void refusesToOverrideWhatIsFinalInJenkins() {
        assertThat(check(Opcodes.ACC_PUBLIC, "hudson/model/InvisibleAction", "getIconFileName", code -> {})
                        .problems())
                .singleElement()
                .asString()
                .contains("getIconFileName ()Ljava/lang/String;", "final");
    }

    @Test
    void refusesToExtendAFinalClassOfJenkins() {
        assertThat(check(Opcodes.ACC_PUBLIC, "hudson/util/Secret", code -> {}).problems())
                .containsExactly(OWN + " extends the final class hudson/util/Secret");
    }

    private static LinkageCheck.Report check(int access, String superName, Code code) {
        return check(access, superName, "sample", code);
    }

    private static LinkageCheck.Report check(int access, String superName, String method, Code code) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, access, OWN, null, superName, null);
        MethodVisitor visitor = writer.visitMethod(Opcodes.ACC_PUBLIC, method, "()Ljava/lang/String;", null, null);
        visitor.visitCode();
        code.write(visitor);
        visitor.visitInsn(Opcodes.ACONST_NULL);
        visitor.visitInsn(Opcodes.ARETURN);
        visitor.visitMaxs(9, 9);
        visitor.visitEnd();
        writer.visitEnd();
        return LinkageCheck.run(Map.of(OWN, writer.toByteArray()), jenkins);
    }

    /** Writes what the sample class refers to. */
    private interface Code {
        void write(MethodVisitor visitor);
    }
}
