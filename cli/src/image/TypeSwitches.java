import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns each {@code switch} over types into a method of {@code instanceof}, one after the other. The compiler
 * leaves it to the JVM to make such code when it is first run, which it does by writing a class: a
 * millisecond or two each in a JVM that has just started, and its AOT cache does not keep them.
 */
final class TypeSwitches {

    /** What one switch asks for: its types, and its kind of value. */
    private record Question(List<ConstantDesc> types, MethodTypeDesc signature) {}

    private static final ClassDesc BOOTSTRAPS = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
    private static final String TYPE_SWITCH = "typeSwitch";
    private static final String NAME = "typeSwitch$";

    private final ClassFile classFile;

    /** Where the classes of all jars are found, whose code is written anew. */
    TypeSwitches(ClassHierarchyResolver classes) {
        classFile = ClassFile.of(ClassHierarchyResolverOption.of(classes));
    }

    /** The class without such switches; the same bytes where it has none. */
    byte[] unrolled(byte[] bytes) {
        ClassModel model = classFile.parse(bytes);
        if (!names(model)) {
            return bytes;
        }
        boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
        ClassDesc self = model.thisClass().asSymbol();
        Map<Question, String> questions = new LinkedHashMap<>();
        ClassTransform calls =
                ClassTransform.transformingMethodBodies(
                        (code, element) -> {
                            Question question = question(element);
                            if (question == null) {
                                code.with(element);
                                return;
                            }
                            String name =
                                    questions.computeIfAbsent(question, _ -> NAME + questions.size());
                            code.invokestatic(self, name, question.signature(), isInterface);
                        });
        ClassTransform answers =
                ClassTransform.endHandler(
                        builder ->
                                questions.forEach(
                                        (question, name) ->
                                                builder.withMethodBody(
                                                        name,
                                                        question.signature(),
                                                        ClassFile.ACC_PRIVATE
                                                                | ClassFile.ACC_STATIC
                                                                | ClassFile.ACC_SYNTHETIC,
                                                        code -> answer(code, question.types()))));
        return classFile.transformClass(model, calls.andThen(answers));
    }

    private static boolean names(ClassModel model) {
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof Utf8Entry text && text.equalsString(TYPE_SWITCH)) {
                return true;
            }
        }
        return false;
    }

    /** Null for anything but a switch over types alone: constants stay as they are. */
    private static Question question(CodeElement element) {
        if (!(element instanceof InvokeDynamicInstruction call)) {
            return null;
        }
        DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
        boolean asksForTypes =
                bootstrap.owner().equals(BOOTSTRAPS)
                        && bootstrap.methodName().equals(TYPE_SWITCH)
                        && call.bootstrapArgs().stream()
                                .allMatch(label -> label instanceof ClassDesc type && !type.isPrimitive())
                        && !call.typeSymbol().parameterType(0).isPrimitive();
        return asksForTypes ? new Question(call.bootstrapArgs(), call.typeSymbol()) : null;
    }

    /** As {@code SwitchBootstraps.typeSwitch} says: the value, and the label to begin with. */
    private static void answer(CodeBuilder code, List<ConstantDesc> types) {
        code.aload(0).ifThen(Opcode.IFNULL, isNull -> isNull.iconst_m1().ireturn());
        for (int i = 0; i < types.size(); i++) {
            int index = i;
            Label next = code.newLabel();
            code.iload(1).loadConstant(index).if_icmpgt(next);
            code.aload(0).instanceOf((ClassDesc) types.get(index)).ifeq(next);
            code.loadConstant(index).ireturn();
            code.labelBinding(next);
        }
        code.loadConstant(types.size()).ireturn();
    }
}
