package io.jenkins.plugins.releaseflow.rehearsal.jenkinsfile.builtin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code withCredentials}: gives its block secrets in environment variables, hidden on the console. */
public final class WithCredentialsStep extends Step {

    private record Binding(String credentialsId, String variable) {}

    private final List<Binding> bindings;

    /** Binds credentials, each as {@code string(credentialsId: '…', variable: '…')}. */
    @DataBoundConstructor
    public WithCredentialsStep(List<?> bindings) {
        this.bindings = bindings.stream().map(WithCredentialsStep::binding).toList();
    }

    private static Binding binding(Object binding) {
        if (!(binding instanceof UninstantiatedDescribable symbol) || !"string".equals(symbol.getSymbol())) {
            throw new IllegalArgumentException(
                    "a binding is not string(credentialsId: '…', variable: '…'); a rehearsal has only secret texts.");
        }
        return new Binding(argument(symbol, "credentialsId"), argument(symbol, "variable"));
    }

    private static String argument(UninstantiatedDescribable symbol, String name) {
        return Optional.ofNullable(symbol.getArguments().get(name))
                .map(String::valueOf)
                .orElseThrow(() -> new IllegalArgumentException(
                        "a binding lacks '" + name + "'; write string(credentialsId: '…', variable: '…')."));
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        Map<String, String> secrets = new LinkedHashMap<>();
        for (Binding binding : bindings) {
            secrets.put(binding.variable(), SecretTexts.reveal(context, binding.credentialsId()));
        }
        return new BlockExecution(
                context,
                EnvironmentExpander.merge(
                        context.get(EnvironmentExpander.class), EnvironmentExpander.constant(secrets)));
    }

    static final class DescriptorImpl extends BuiltinDescriptor implements CustomBinding {
        DescriptorImpl() {
            super("withCredentials", true);
        }

        @Override
        public Step bind(Map<String, Object> arguments) {
            if (arguments.get("bindings") instanceof List<?> bindings) {
                return new WithCredentialsStep(bindings);
            }
            throw new IllegalArgumentException("bindings is no list; write withCredentials([string(…)]) { … }.");
        }
    }
}
