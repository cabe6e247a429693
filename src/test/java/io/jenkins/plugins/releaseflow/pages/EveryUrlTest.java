package io.jenkins.plugins.releaseflow.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.AbstractItem;
import hudson.security.AccessDeniedException3;
import io.jenkins.plugins.releaseflow.config.ReleasePermissions;
import io.jenkins.plugins.releaseflow.release.NodeState;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/** All URLs of a Jenkins, found as Stapler finds them, so that none that is added can be forgotten: what they refuse. */
@Timeout(60)
class EveryUrlTest {
    private static final String PACKAGE = "io.jenkins.plugins.releaseflow";

    /** What a URL leads to, with how it is reached. */
    private record Place(String path, Object object) {}

    /** What a request runs. */
    private record Request(String path, Object object, Method method) {
        boolean changesSomething() {
            return method.isAnnotationPresent(RequirePOST.class);
        }

        HttpResponse send() {
            Object[] arguments = Arrays.stream(method.getParameterTypes())
                    .map(type -> type == StaplerRequest2.class ? emptyRequest() : null)
                    .toArray();
            try {
                return (HttpResponse) method.invoke(object, arguments);
            } catch (InvocationTargetException failure) {
                throw (RuntimeException) failure.getCause();
            } catch (ReflectiveOperationException unusable) {
                throw new AssertionError(path, unusable);
            }
        }

        private static Object emptyRequest() {
            return Proxy.newProxyInstance(
                    StaplerRequest2.class.getClassLoader(),
                    new Class<?>[] {StaplerRequest2.class},
                    (proxy, called, arguments) -> null);
        }
    }

    @TempDir
    private Path home;

    private ReleaseInDoubt given;

    @BeforeEach
    void start() throws IOException {
        given = new ReleaseInDoubt(home);
    }

    @AfterEach
    void stop() {
        given.close();
    }

    @Test
    void theseAreAllOfThem() {
        assertThat(requests().filter(Request::changesSomething).map(Request::path))
                .containsExactlyInAnyOrder(
                        "/release-flow/environments/production/break-lock",
                        "/release-flow/environments/production/drift/adopt",
                        "/release-flow/environments/production/drift/check",
                        "/release-flow/environments/production/hold",
                        "/release-flow/environments/production/lift",
                        "/release-flow/environments/production/releases/production/abort",
                        "/release-flow/environments/production/releases/production/describe",
                        "/release-flow/environments/production/releases/production/nodes/production/resolve",
                        "/release-flow/environments/production/releases/production/rollback/run",
                        "/job/shop/release-flow/run/start");
        assertThat(requests().filter(request -> !request.changesSomething()).map(Request::path))
                .containsExactlyInAnyOrder(
                        "/release-flow/",
                        "/release-flow/json",
                        "/release-flow/releases",
                        "/release-flow/environments/production/",
                        "/release-flow/environments/production/json",
                        "/release-flow/environments/production/status",
                        "/release-flow/environments/production/compare/",
                        "/release-flow/environments/production/compare/json",
                        "/release-flow/environments/production/drift/",
                        "/release-flow/environments/production/figures/",
                        "/release-flow/environments/production/figures/json",
                        "/release-flow/environments/production/releases/production/",
                        "/release-flow/environments/production/releases/production/json",
                        "/release-flow/environments/production/releases/production/nodes/production/log",
                        "/release-flow/environments/production/releases/production/rollback/",
                        "/release-flow/environments/production/releases/production/rollback/plan",
                        "/job/shop/release-flow/",
                        "/job/shop/release-flow/json",
                        "/job/shop/release-flow/run/",
                        "/job/shop/release-flow/run/json");
    }

    @Test
    void noneAnswersWhoMaySeeNothing() {
        requests().forEach(request -> assertThatThrownBy(() -> given.asBob(() -> SentResponse.of(request.send())))
                .as(request.path())
                .isInstanceOf(AccessDeniedException3.class)
                .hasMessageStartingWith("bob is missing the "));
    }

    @Test
    void noShellOfAPageIsShownToWhoMaySeeNothing() {
        assertThat(places().filter(place -> place.object() instanceof Page))
                .hasSizeGreaterThan(6)
                .allSatisfy(place -> assertThatThrownBy(() -> given.asBob(() -> {
                            ((Page) place.object()).requireReadable();
                            return "";
                        }))
                        .as(place.path())
                        .isInstanceOf(AccessDeniedException3.class));
    }

    @Test
    void noneChangesAnythingForWhoMayOnlyView() {
        given.grantOnJob(ReleasePermissions.VIEW);
        given.grantOnJenkins(ReleasePermissions.VIEW);

        requests().filter(Request::changesSomething).forEach(request -> assertThatThrownBy(
                        () -> given.asBob(() -> SentResponse.of(request.send())))
                .as(request.path())
                .isInstanceOf(AccessDeniedException3.class));
        assertThat(given.state()).isEqualTo(NodeState.IN_DOUBT);
        assertThat(given.record().isOpen()).isTrue();
    }

    /** Jenkins refuses other verbs by these, and a POST without a crumb by itself. */
    @Test
    void eachMethodOfTheWholePluginThatAUrlReachesSaysHowItMayBeAsked() throws Exception {
        List<String> silent = new ArrayList<>();
        for (Class<?> each : pluginClasses()) {
            for (Method method : each.getDeclaredMethods()) {
                boolean isReached = method.getName().matches("do[A-Z].*")
                        && Modifier.isPublic(method.getModifiers())
                        && !method.isSynthetic();
                boolean says = Stream.of(GET.class, POST.class, RequirePOST.class)
                                .filter(method::isAnnotationPresent)
                                .count()
                        == 1;
                if (isReached && !says) {
                    silent.add(each.getSimpleName() + "." + method.getName());
                }
            }
        }
        // It tells a platform that it has to POST, and knows who asks by the platform's secret.
        assertThat(silent).containsExactly("WebhookEndpoint.doDynamic");
    }

    private static List<Class<?>> pluginClasses() throws Exception {
        Path root = Path.of(
                Page.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(root)) {
            List<String> names = files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> Stream.of("config", "steps", "pages", "trigger")
                            .anyMatch(room -> name.startsWith(PACKAGE + "." + room + ".")))
                    .toList();
            List<Class<?>> classes = new ArrayList<>();
            for (String name : names) {
                classes.add(Class.forName(name, false, Page.class.getClassLoader()));
            }
            return classes;
        }
    }

    private Stream<Request> requests() {
        return places().flatMap(place -> Arrays.stream(place.object().getClass().getMethods())
                        .filter(method -> method.getName().matches("do[A-Z].*"))
                        .map(method -> new Request(place.path() + word(method), place.object(), method)))
                .sorted(Comparator.comparing(Request::path));
    }

    private static String word(Method method) {
        String name = method.getName().substring(2);
        return name.equals("Index")
                ? ""
                : Arrays.stream(name.split("(?=[A-Z])"))
                        .map(part -> part.toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining("-"));
    }

    private Stream<Place> places() {
        AbstractItem job = (AbstractItem) Jenkins.get().getItems().get(0);
        return Stream.of(
                        new Place("/release-flow/", new ReleaseFlowRootAction()),
                        new Place(
                                "/job/shop/release-flow/",
                                job.getActions(JobReleases.class).get(0)))
                .flatMap(EveryUrlTest::below);
    }

    private static Stream<Place> below(Place place) {
        return Stream.concat(
                Stream.of(place),
                Arrays.stream(place.object().getClass().getMethods())
                        .filter(method -> method.getName().startsWith("get") && leadsOn(method.getReturnType()))
                        .map(method -> next(place, method))
                        .flatMap(EveryUrlTest::below));
    }

    private static boolean leadsOn(Class<?> type) {
        return type.getName().startsWith(PACKAGE)
                && Arrays.stream(type.getMethods())
                        .anyMatch(method -> method.getName().matches("do[A-Z].*"));
    }

    private static Place next(Place place, Method getter) {
        String word = getter.getName().substring(3).toLowerCase(Locale.ROOT);
        try {
            return getter.getParameterCount() == 0
                    ? new Place(place.path() + word + "/", getter.invoke(place.object()))
                    : new Place(place.path() + word + "/production/", getter.invoke(place.object(), "production"));
        } catch (ReflectiveOperationException unusable) {
            throw new AssertionError(getter.toString(), unusable);
        }
    }
}
