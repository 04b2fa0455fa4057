package gateway.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.launcher.Launcher.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher at the repository's root does before Java starts. Java and Maven are scripts that say how they were called. */
class LauncherTest {
    @TempDir
    Path directory;

    private Launcher launcher = new Launcher(Path.of("unset"));

    @BeforeEach
    void layOutRepository() throws Exception {
        launcher = new Launcher(directory);
        launcher.layOut();
        launcher.addJava("jvm/java-17", 17, true);
        launcher.javaHome("jvm/java-17");
        launcher.addMaven(0);
    }

    @Test
    void buildsOnFirstUseAndPassesTheArgumentsOn() throws Exception {
        Result result = launcher.run("run", "-c", "my file.yaml");

        assertThat(result.exit()).isZero();
        assertThat(result.error()).startsWith("building the gateway (first use, about a minute)...\n");
        assertThat(result.output()).contains("java-17").endsWith("[run] [-c] [my file.yaml] \n");
        assertThat(launcher.mavenCalls())
                .singleElement()
                .asString()
                .contains("-Dchecks=off", "-Dbuild.dir=.run", "-pl gateway-server -am package")
                .doesNotContain("install");
    }

    @Test
    void leavesMavensOwnOutputAlone() throws Exception {
        Result result = launcher.run("run");

        assertThat(result.output()).contains("/.run/gateway-server-1.jar");
        assertThat(launcher.path("gateway-server/.run")).isDirectoryContaining("glob:**/classes-17.0.1.jsa");
        assertThat(launcher.path("gateway-server/target")).doesNotExist();
    }

    @Test
    void takesWhatMavenBuiltAsLongAsItIsCurrent() throws Exception {
        launcher.buildByHand();
        Result current = launcher.run("version");
        launcher.age("gateway-server/target/build-stamp");
        Files.setLastModifiedTime(
                launcher.path("gateway-core/src/main/java/A.java"),
                FileTime.from(Instant.now().minusSeconds(60)));

        Result changed = launcher.run("version");

        assertThat(current.error()).isEmpty();
        assertThat(current.output()).contains("/target/gateway-server-1.jar");
        assertThat(changed.output()).contains("/.run/gateway-server-1.jar");
        assertThat(launcher.mavenCalls()).hasSize(1);
    }

    @Test
    void withoutBuildingItRunsTheNewerOfTwoBuilds() throws Exception {
        launcher.run("version");
        launcher.buildByHand();
        launcher.age("gateway-server/.run/build-stamp");
        launcher.set("GATEWAY_BUILD", "off");
        Result mavens = launcher.run("version");
        Files.setLastModifiedTime(
                launcher.path("gateway-server/.run/build-stamp"),
                FileTime.from(Instant.now().plusSeconds(5)));

        Result own = launcher.run("version");

        assertThat(mavens.output()).contains("/target/gateway-server-1.jar");
        assertThat(own.output()).contains("/.run/gateway-server-1.jar");
    }

    @Test
    void preparesQuickStartsOfWhatIsBuiltAndEnds() throws Exception {
        launcher.buildByHand();
        launcher.set("GATEWAY_BUILD", "prepare");

        Result result = launcher.run();

        assertThat(result.exit()).isZero();
        assertThat(result.error()).isEqualTo("preparing quick starts (once after a build)...\n");
        assertThat(launcher.path("gateway-server/target/classes-17.0.1.jsa")).isNotEmptyFile();
        assertThat(launcher.mavenCalls()).isEmpty();
    }

    @Test
    void saysThatStartsWillBeSlowerWhenTheyCannotBePrepared() throws Exception {
        launcher.buildByHand();
        launcher.addJavaThatCannotRehearse("jvm/java-17");
        launcher.set("GATEWAY_BUILD", "prepare");

        Result result = launcher.run();

        assertThat(result.exit()).isZero();
        assertThat(result.error()).endsWith("gateway: the rehearsal failed: starts will be slower\n");
    }

    @Test
    void rehearsesOnceForEachBuild() throws Exception {
        Result first = launcher.run("run");
        Result second = launcher.run("run");

        assertThat(first.error()).endsWith("preparing quick starts (once after a build)...\n");
        assertThat(second.error()).isEmpty();
        assertThat(second.output()).contains("-XX:SharedArchiveFile=").contains("classes-17.0.1.jsa");
    }

    @Test
    void runsWithoutAnArchiveWhenTheRehearsalFails() throws Exception {
        launcher.addJavaThatCannotRehearse("jvm/java-17");
        launcher.run("run");

        Result second = launcher.run("run");

        assertThat(second.exit()).isZero();
        assertThat(second.error()).isEmpty();
        assertThat(second.output()).doesNotContain("SharedArchiveFile");
    }

    @Test
    void buildsOnceWhenNothingChanges() throws Exception {
        launcher.run("version");

        Result second = launcher.run("version");

        assertThat(second.error()).isEmpty();
        assertThat(launcher.mavenCalls()).hasSize(1);
    }

    @Test
    void buildsAgainWhenASourceHasChanged() throws Exception {
        launcher.run("version");
        Path source = launcher.path("gateway-core/src/main/java/A.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));

        Result second = launcher.run("version");

        assertThat(second.error()).isEqualTo("building the gateway (its sources have changed)...\n");
        assertThat(launcher.mavenCalls()).hasSize(2);
    }

    @Test
    void buildsAgainWhenASourceIsDeleted() throws Exception {
        launcher.run("version");
        launcher.age("gateway-server/.run/build-stamp");
        launcher.ageSources();
        assertThat(launcher.run("version").error()).isEmpty();
        Files.delete(launcher.path("gateway-core/src/main/java/A.java"));

        launcher.run("version");

        assertThat(launcher.mavenCalls()).hasSize(2);
    }

    @Test
    void twoFirstStartsBuildOnce() throws Exception {
        Process first = launcher.start("one");
        Process second = launcher.start("two");

        Result one = launcher.result(first);
        Result two = launcher.result(second);

        assertThat(List.of(one.exit(), two.exit())).containsExactly(0, 0);
        assertThat(launcher.mavenCalls()).hasSize(1);
    }

    @Test
    void showsMavensOutputWhenTheBuildFails() throws Exception {
        launcher.addMaven(1);

        Result result = launcher.run("run");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.error()).contains("maven says", "gateway: the build failed");
        assertThat(result.output()).isEmpty();
    }

    @Test
    void worksThroughASymbolicLinkFromAnotherDirectory() throws Exception {
        Path link = directory.resolve("link");
        Files.createSymbolicLink(link, Path.of("repository/gateway"));
        launcher.callAs(link);

        assertThat(launcher.run("version").exit()).isZero();
    }

    @Test
    void takesTheNewestJavaThatItFinds() throws Exception {
        launcher.addJava("home/.sdkman/candidates/java/99.0-x", 99, true);
        launcher.javaHome(null);

        Result result = launcher.run("version");

        assertThat(result.output())
                .contains("99.0-x", "--sun-misc-unsafe-memory-access=allow", "UseCompactObjectHeaders");
    }

    @Test
    void javaHomeWinsOverANewerJava() throws Exception {
        launcher.addJava("home/.sdkman/candidates/java/99.0-x", 99, true);

        Result result = launcher.run("version");

        assertThat(result.output()).contains("java-17").doesNotContain("sun-misc-unsafe", "UseCompactObjectHeaders");
    }

    @Test
    void saysWhatIsWrongWithAJavaHomeThatIsTooOld() throws Exception {
        launcher.addJava("jvm/java-11", 11, true);
        launcher.javaHome("jvm/java-11");

        Result result = launcher.run("run");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.error())
                .contains("java-11 holds Java 11 (expected: 17 or later)")
                .hasLineCount(1);
    }

    @Test
    void runsABuiltProductOnARuntimeWithoutACompiler() throws Exception {
        launcher.run("version");
        launcher.addJava("jvm/jre", 17, false);
        launcher.javaHome("jvm/jre");

        Result result = launcher.run("version");

        assertThat(result.exit()).isZero();
        assertThat(result.output()).contains("jvm/jre");
    }

    @Test
    void saysWhatToInstallWhenThereIsNoCompiler() throws Exception {
        launcher.addJava("jvm/jre", 17, false);
        launcher.javaHome("jvm/jre");

        Result result = launcher.run("version");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.error()).contains("no javac (expected: a JDK").hasLineCount(1);
    }

    @Test
    void saysWhatToInstallWhenThereIsNoMaven() throws Exception {
        launcher.removeMaven();

        Result result = launcher.run("version");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.error())
                .contains("Maven 3.8 or later", "apt install maven")
                .hasLineCount(1);
    }

    @Test
    void neverBuildsWhenToldNotTo() throws Exception {
        launcher.set("GATEWAY_BUILD", "off");

        Result result = launcher.run("version");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.error()).contains("nothing is built in").hasLineCount(1);
        assertThat(launcher.mavenCalls()).isEmpty();
    }

    @Test
    void optionsOfTheUserComeAfterItsOwn() throws Exception {
        launcher.set("GATEWAY_JAVA_OPTS", "-Xmx99m -Da=b");

        Result result = launcher.run("version");

        assertThat(result.output()).containsSubsequence("[-XX:+UseSerialGC]", "[-Xmx99m]", "[-Da=b]", "[-jar]");
    }
}
