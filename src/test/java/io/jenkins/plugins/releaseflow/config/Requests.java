package io.jenkins.plugins.releaseflow.config;

import java.lang.reflect.Proxy;
import java.util.function.BiConsumer;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.StaplerRequest2;

/** Requests that only bind forms. */
final class Requests {
    private Requests() {}

    /** @param binding takes the object and what the form sent */
    static StaplerRequest2 binding(BiConsumer<Object, JSONObject> binding) {
        return (StaplerRequest2) Proxy.newProxyInstance(
                Requests.class.getClassLoader(), new Class<?>[] {StaplerRequest2.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("bindJSON")) {
                        binding.accept(arguments[0], (JSONObject) arguments[1]);
                        return null;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
