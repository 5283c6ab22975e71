package org.amends;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.amends.PackageMap.Fence.fence;
import static org.amends.PackageMap.Row.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The map of the house. Whoever wants another arrow changes it here, with its reason, and in the package-infos. */
class PackageMapTest {

    private static final PackageMap MAP = new PackageMap("org.amends", List.of(
            row("", "checkedfile", "the command line finds roles by ServiceLoader and knows none of them"),
            row("checkedfile", "", "a file with lines knows nothing of what is written in it"),
            row("survey", "checkedfile", "what we ask does not depend on who asks it"),
            row("response", "", "what a guest said is said in plain values"),
            row("wire", "response", "both sides speak it, so it may know neither"),
            row("kiosk",
                    "here checkedfile response survey wire kiosk.settings kiosk.platform kiosk.outbox kiosk.sync kiosk.guest kiosk.guest.look"
                            + " kiosk.guest.preview kiosk.voice kiosk.simulated kiosk.devices kiosk.devices.wires"
                            + " kiosk.devices.panel kiosk.devices.cards kiosk.staffsetup",
                    "it wires the terminal, and never the hub"),
            row("kiosk.settings", "checkedfile response wire", "everything in the terminal may read its settings"),
            row("kiosk.platform", "here response", "everything in the terminal may ask the machine"),
            row("kiosk.outbox", "here response wire kiosk.platform", "what was said is kept without knowing who sends it"),
            row("kiosk.sync", "here response wire kiosk.settings kiosk.outbox kiosk.platform",
                    "it carries the outbox and shows nothing"),
            row("kiosk.guest",
                    "response survey wire kiosk.settings kiosk.guest.look kiosk.guest.language kiosk.guest.question"
                            + " kiosk.guest.thanks kiosk.guest.keyboard kiosk.guest.welcome kiosk.voice",
                    "a guest's screen knows neither storage nor network"),
            row("kiosk.guest.look", "checkedfile response survey kiosk.settings kiosk.platform",
                    "every page wears it, so it knows none"),
            row("kiosk.guest.preview", "response survey wire kiosk.settings kiosk.guest kiosk.guest.look",
                    "it shows the guest screens as they are"),
            row("kiosk.guest.language", "kiosk.guest.look", "a page knows no other page"),
            row("kiosk.guest.question", "survey kiosk.settings kiosk.guest.look kiosk.guest.keyboard",
                    "a page knows no other page"),
            row("kiosk.guest.thanks", "survey kiosk.guest.look", "a page knows no other page"),
            row("kiosk.guest.welcome", "survey kiosk.settings kiosk.guest.look", "what draws people in knows no page"),
            row("kiosk.guest.keyboard", "kiosk.guest.look", "any page may let a guest type; it asks nothing itself"),
            row("kiosk.voice", "", "what makes sounds knows nothing of what is asked"),
            row("kiosk.devices", "checkedfile response kiosk.settings kiosk.devices.wires kiosk.devices.cards",
                    "what is wired, and how it is, is known without using it"),
            row("kiosk.devices.wires", "kiosk.platform", "levels on wires mean nothing yet"),
            row("kiosk.devices.buttons", "kiosk.devices.wires", "what is a press does not depend on what it is for"),
            row("kiosk.devices.lights", "kiosk.devices.wires", "what is lit does not depend on who is told"),
            row("kiosk.devices.panel",
                    "kiosk.platform kiosk.settings kiosk.devices kiosk.devices.wires kiosk.devices.buttons"
                            + " kiosk.devices.lights",
                    "it tells presses and is told what to show, and knows no screen"),
            row("kiosk.devices.cards", "kiosk.platform kiosk.devices.wires", "a card means the same to every screen"),
            row("kiosk.staffsetup", "response kiosk.devices kiosk.guest.look", "what staff see knows no guest's screen"),
            row("kiosk.simulated", "survey kiosk.guest", "it taps the screen from outside, as guests do"),
            row("hub",
                    "here checkedfile response wire hub.storage hub.web hub.staff hub.site hub.fleet hub.intake hub.recovery"
                            + " hub.rulebook hub.messages hub.duty hub.alerts hub.answers hub.audit hub.funnel hub.thread"
                            + " hub.offers hub.lines hub.privacy hub.inbox",
                    "it wires the hub, and never the terminal"),
            row("hub.storage", "here", "everything in the hub stands on it"),
            row("hub.web", "here wire", "it serves pages without knowing which"),
            row("hub.staff", "hub.storage hub.web", "who works here does not depend on what they work on"),
            row("hub.audit", "hub.storage hub.web hub.staff", "who looked at what is noted without knowing what it was"),
            row("hub.site", "here response wire hub.storage hub.staff", "who the hub is does not depend on who asks"),
            row("hub.fleet", "response wire hub.storage hub.web hub.staff hub.site", "terminals are paired by staff"),
            row("hub.intake", "response wire hub.storage hub.web hub.staff hub.fleet",
                    "taking in never waits for what is made of it"),
            row("hub.recovery", "checkedfile response hub.storage hub.staff hub.site hub.intake",
                    "cases follow the ledger, not the reverse"),
            row("hub.rulebook", "response survey hub.web hub.staff hub.audit hub.recovery",
                    "pages edit rules and decide nothing"),
            row("hub.messages", "checkedfile hub.storage hub.web hub.staff",
                    "what is sent is sent without knowing why"),
            row("hub.alerts", "response wire hub.storage hub.web hub.staff hub.intake hub.messages hub.recovery hub.duty",
                    "clocks watch cases and change none"),
            row("hub.offers", "checkedfile response wire hub.storage hub.web hub.staff hub.audit hub.recovery",
                    "who may grant what is decided without knowing how guests are told"),
            row("hub.lines", "response wire hub.storage hub.web hub.staff hub.audit hub.fleet hub.recovery hub.privacy",
                    "what stands on idle screens comes from cases, and neither they nor terminals know of it"),
            row("hub.duty", "checkedfile hub.web hub.messages hub.recovery",
                    "who works when is known without telling anybody"),
            row("hub.thread", "response wire hub.storage hub.web hub.staff hub.intake hub.messages hub.recovery hub.offers",
                    "guests and staff write to each other about cases, and cases know of no thread"),
            row("hub.privacy", "response wire hub.storage hub.web hub.staff hub.audit hub.site hub.fleet hub.intake"
                    + " hub.recovery hub.thread", "a guest is erased in all that is kept, and none of that knows of it"),
            row("hub.answers", "wire hub.storage hub.staff hub.site hub.fleet hub.intake hub.recovery",
                    "terminals are told of cases, and cases know of no terminal"),
            row("hub.funnel", "response wire hub.storage hub.web hub.staff hub.recovery hub.duty hub.alerts",
                    "figures follow what happened and change nothing of it"),
            row("hub.inbox", "response survey wire hub.storage hub.web hub.staff hub.fleet hub.intake hub.recovery"
                    + " hub.messages hub.alerts hub.audit hub.privacy hub.thread hub.offers hub.lines",
                    "pages show cases and decide nothing"),
            row("demo", "here response wire kiosk.platform kiosk.sync hub",
                    "it starts both sides as processes and looks in on neither")),
            List.of(fence("javafx..", "kiosk kiosk.guest kiosk.guest.look kiosk.guest.language kiosk.guest.question"
                    + " kiosk.guest.thanks kiosk.guest.keyboard kiosk.guest.welcome kiosk.guest.preview kiosk.simulated kiosk.staffsetup",
                    "what is no screen must run without one"),
                    fence("javax.imageio..", "kiosk.guest.preview", "no terminal starts AWT to ask its guests"),
                    fence("javax.sound..", "kiosk.voice",
                            "a terminal without a sound device is decided about in one place"),
                    fence("com.ibm.icu..", "kiosk.guest.look", "what a language needs is known where its texts are"),
                    fence("io.nayuki..", "kiosk.guest.thanks", "what a phone scans is painted in one place"),
                    fence("com.pi4j..", "kiosk.devices.wires", "above the wires nobody knows what works them"),
                    fence("okhttp3..", "kiosk.sync", "the network to the hub is one thing in one place"),
                    fence("javax.net..", "kiosk.sync hub.web hub.site",
                            "who is believed to be whom is decided at the ends"),
                    fence("java.lang.foreign..", "kiosk.platform", "native calls are the machine's matter"),
                    fence("io.javalin.. org.eclipse.jetty.. jakarta.servlet.. io.pebbletemplates..", "hub.web",
                            "server and templates can be changed in one place"),
                    fence("java.sql.. javax.sql..", "kiosk.outbox hub.storage", "SQL is spoken by what owns the tables"),
                    fence("org.sqlite..", "kiosk.outbox hub.storage", "which database it is, is the storage's matter"),
                    fence("com.zaxxer.. org.flywaydb..", "hub.storage", "pool and migrations are the storage's matter"),
                    fence("jakarta.mail.. org.eclipse.angus..", "hub.messages", "mail goes out in one place"),
                    fence("com.sun.net.httpserver..", "demo", "what stands in for a venue's phones is no part of a hub"),
                    fence("javax.crypto..", "hub.messages hub.staff",
                            "what goes out is signed, and what is made of the hub's key is made, in one place each"),
                    fence("com.password4j..", "hub.staff", "passwords are hashed in one place"),
                    fence("org.bouncycastle..", "wire hub.site",
                            "words are sealed and certificates made in one place each"),
                    fence("picocli..", "here kiosk hub demo", "only a composition root has a command line"),
                    fence("org.snakeyaml..", "checkedfile", "files that people write are read in one way"),
                    fence("tools.jackson.. com.fasterxml.jackson..", "wire", "one place makes JSON and reads it"),
                    fence("com.github.f4b6a3..", "kiosk kiosk.outbox kiosk.guest",
                            "an id is given where something begins")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(Amends.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void packages_import_each_other_only_along_the_arrows_and_libraries_stay_behind_their_fences() {
        assertThat(CLASSES.size()).isGreaterThan(100);
        assertThat(MAP.differences(CLASSES)).isEmpty();
    }

    @Test
    void terminal_and_hub_never_import_each_other_and_nothing_imports_the_demo() {
        noClasses().that().resideInAPackage("org.amends.kiosk..").should().dependOnClassesThat()
                .resideInAPackage("org.amends.hub..").because("each is built without the other").check(CLASSES);
        noClasses().that().resideInAPackage("org.amends.hub..").should().dependOnClassesThat()
                .resideInAPackage("org.amends.kiosk..").because("each is built without the other").check(CLASSES);
        noClasses().that().resideOutsideOfPackage("org.amends.demo").should().dependOnClassesThat()
                .resideInAPackage("org.amends.demo").because("it is in no image").check(CLASSES);
    }

    @Test
    void a_guests_way_is_plain_java_although_it_lies_beside_its_screens() {
        noClasses().that().haveNameMatching("org\\.amends\\.kiosk\\.guest\\.(GuestJourney|EntrySink)(\\$.*)?").should()
                .dependOnClassesThat().resideInAPackage("javafx..")
                .because("what is kept, and when, is decided and tested without a screen").check(CLASSES);
    }

    @Test
    void every_package_says_what_lives_in_it_and_where_to_begin() throws IOException {
        Path sources = Path.of("src", "main", "java");
        try (Stream<Path> files = Files.walk(sources.resolve("org"))) {
            List<Path> folders = files.filter(file -> file.toString().endsWith(".java")).map(Path::getParent).distinct()
                    .toList();
            assertThat(folders).hasSize(MAP.rows().size()).allSatisfy(folder -> {
                String name = sources.relativize(folder).toString().replace('/', '.');
                assertThat(folder.resolve("package-info.java")).content().contains("Start", "{@link",
                        "package " + name + ";");
            });
        }
    }

    @Test
    void there_are_no_drawers() {
        assertThat(MAP.rows()).extracting(PackageMap.Row::name).noneMatch(
                name -> name.matches("(.*\\.)?(utils?|common|core|services?|impl|dto|managers?|helpers?|misc)(\\..*)?"));
    }

    /** A test that cannot fail holds nothing. */
    @Test
    void a_program_that_is_laid_out_wrongly_is_seen_in_each_of_its_faults() {
        JavaClasses wrong = new ClassFileImporter(List.of(ImportOption.Predefined.ONLY_INCLUDE_TESTS))
                .importPackages("org.amends.mapfixture");
        PackageMap map = new PackageMap("org.amends.mapfixture",
                List.of(row("low", "", "low stands on nothing"), row("high", "low", "high stands on low"),
                        row("gone", "", "it was taken away")),
                List.of(fence("picocli..", "high", "only high has a command line")));

        List<String> differences = map.differences(wrong);

        assertThat(differences).contains("org.amends.mapfixture.hidden has no row",
                "org.amends.mapfixture.gone has no classes",
                "nobody in org.amends.mapfixture.high makes use of [picocli..]");
        assertThat(differences).anySatisfy(line -> assertThat(line).contains("Low.wrong()", "High.<init>",
                "because low stands on nothing"));
        assertThat(differences).anySatisfy(line -> assertThat(line).contains("Low.wrong()", "picocli.CommandLine",
                "because only high has a command line"));
        assertThat(new PackageMap(map.root(), map.rows(), List.of()).differences(wrong))
                .anySatisfy(
                        line -> assertThat(line).contains("picocli.CommandLine", "because every library has its fence"));
    }
}
