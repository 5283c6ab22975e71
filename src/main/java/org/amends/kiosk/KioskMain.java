package org.amends.kiosk;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.application.Platform;
import org.amends.Amends;
import org.amends.ExitCode;
import org.amends.Role;
import org.amends.StartRefused;
import org.amends.StopRequest;
import org.amends.checkedfile.FileProblem;
import org.amends.kiosk.devices.DeviceHealth;
import org.amends.kiosk.devices.Wiring;
import org.amends.kiosk.devices.WiringFile;
import org.amends.kiosk.devices.cards.Card;
import org.amends.kiosk.devices.cards.CardMeaning;
import org.amends.kiosk.devices.panel.Panel;
import org.amends.kiosk.devices.wires.PiWires;
import org.amends.kiosk.devices.wires.Wires;
import org.amends.kiosk.platform.DeviceRefused;
import org.amends.kiosk.guest.Assistance;
import org.amends.kiosk.guest.EntrySink;
import org.amends.kiosk.guest.GuestJourney;
import org.amends.kiosk.guest.GuestScreens;
import org.amends.kiosk.guest.HubLines;
import org.amends.kiosk.guest.Timetable;
import org.amends.kiosk.guest.WayBack;
import org.amends.kiosk.guest.look.Brand;
import org.amends.kiosk.guest.look.BrandFolder;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Typefaces;
import org.amends.kiosk.outbox.ContentSeal;
import org.amends.kiosk.outbox.Outbox;
import org.amends.kiosk.platform.Machine;
import org.amends.kiosk.platform.MachineClock;
import org.amends.kiosk.settings.Settings;
import org.amends.kiosk.settings.SettingsFile;
import org.amends.kiosk.simulated.SimulatedGuests;
import org.amends.kiosk.sync.Credentials;
import org.amends.kiosk.sync.Downlink;
import org.amends.kiosk.sync.HubAccess;
import org.amends.kiosk.sync.HubSaid;
import org.amends.kiosk.sync.StaffPins;
import org.amends.kiosk.sync.SyncLoop;
import org.amends.response.Touchpoint;
import org.amends.kiosk.voice.Chime;
import org.amends.kiosk.voice.EspeakNg;
import org.amends.kiosk.voice.Voice;
import org.amends.survey.Survey;
import org.amends.survey.SurveyFile;
import org.amends.wire.Pairing;
import org.amends.wire.RecoveryCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The terminal's composition root. */
@Command(name = "kiosk", mixinStandardHelpOptions = true, versionProvider = Amends.Version.class, //
        description = "Runs a terminal: asks guests, keeps what they say, sends it to the hub.")
public final class KioskMain implements Role {

    private static final Logger LOG = System.getLogger(KioskMain.class.getName());
    /** Whoever holds a badge to the terminal stands before it for about so long, before or after. */
    private static final Duration STAFF_IS_NEAR = Duration.ofSeconds(10);
    private static final Set<String> WITHOUT_WINDOW = Set.of("--headless", "--check-hardware", "-h", "--help", "-V",
            "--version");

    @Spec
    private CommandSpec spec;

    @Option(names = "--settings", paramLabel = "FILE", defaultValue = "/etc/amends/kiosk.yaml", //
            description = "What this terminal is told about itself. Default: ${DEFAULT-VALUE}")
    private Path settingsFile;

    @Option(names = "--data", paramLabel = "FOLDER", //
            description = "Where it keeps its outbox and token. Default: $STATE_DIRECTORY, else ~/.local/state/amends/kiosk")
    private Path data;

    @Option(names = "--hub", paramLabel = "ADDRESS", description = "The hub, in place of the one in the settings.")
    private String hub;

    @Option(names = "--pairing-code", paramLabel = "CODE", //
            description = "The hub's one-time code, with all letters that it printed, where this terminal has no token"
                    + " yet.")
    private String pairingCode;

    @Option(names = "--window", paramLabel = "WxH", description = "A window of this size in place of the full screen.")
    private String window;

    @Option(names = "--headless", description = "Runs without a display, on JavaFX's headless platform.")
    private boolean headless;

    @Option(names = "--guests", paramLabel = "N", defaultValue = "0", //
            description = "Lets N simulated guests tap the screen through its own input events.")
    private int guests;

    @Option(names = "--guest-pause", paramLabel = "MS", defaultValue = "1000", //
            description = "Between two simulated guests, in milliseconds. Default: ${DEFAULT-VALUE}")
    private int guestPause;

    @Option(names = "--stop-with-parent", hidden = true)
    private boolean stopWithParent;

    @Option(names = "--check-hardware", //
            description = "Shows each button, light and reader that the wiring file names, live: how it is, since when it is out of"
                    + " order, what was held to it, and the digest of a badge or tag that is not in the settings; until every button"
                    + " was pressed or Ctrl-C. Exit codes: 0 all pressed and well, 1 not all, 69 the machine refuses something.")
    private boolean checkHardware;

    private final Machine machine = new Machine(System::getenv);
    /** JavaFX on its way. */
    private Optional<CompletableFuture<Void>> prepared = Optional.empty();

    /** JavaFX takes as long to start as all the rest before the window, beside which it begins. */
    @Override
    public void prepare(List<String> arguments) {
        if (!arguments.isEmpty() && arguments.getFirst().equals("kiosk") && machine.hasDisplay()
                && Collections.disjoint(arguments, WITHOUT_WINDOW)) {
            prepared = Optional.of(KioskWindow.begin(machine, true));
        }
    }

    @Override
    public Integer call() {
        Settings ofFile = settings();
        Wiring wiring = wiring(ofFile);
        if (checkHardware) {
            return check(wiring);
        }
        boolean withDisplay = machine.hasDisplay() && !headless;
        Optional<KioskWindow.Size> size = windowSize(withDisplay);
        Optional<CompletableFuture<Void>> begun = ofFile.hasScreen() ? Optional.of(begin(withDisplay)) : Optional.empty();
        GuestTexts texts = new GuestTexts();
        Timetable timetable = ofFile.hasScreen() ? timetable(ofFile, texts) : timetable(ofFile, texts).onlyFirst();
        Path folder = machine.dataFolder(Optional.ofNullable(data));
        Credentials credentials = Credentials.in(folder);
        HubSaid said = HubSaid.in(folder, credentials);
        Settings settings = ofFile.with(said.settings());
        HubAccess access = new HubAccess(settings.hub(), settings.link(), credentials, Optional.ofNullable(pairingCode),
                Clock.systemUTC());

        ExecutorService pictures = Executors
                .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("pictures").factory());
        Optional<EspeakNg> voice = settings.hasScreen() ? EspeakNg.find(System::getenv) : Optional.empty();
        Chime chime = new Chime();
        StopRequest stop = StopRequest.listen(stopWithParent);
        Clock wall = Clock.systemDefaultZone();
        MachineClock clock = MachineClock.ofThisMachine();
        DeviceHealth health = new DeviceHealth(wall);
        CarriedPlace place = CarriedPlace.in(folder, settings.touchpoint(), wiring.knownCards().digests().values());
        try (Outbox outbox = Outbox.open(folder, clock, place.now(),
                new ContentSeal(() -> credentials.current().flatMap(Pairing.Answer::sealingKey)),
                settings.outboxMegabytes());
                Panel panel = Panel.open(wiring, KioskMain::wires, health);
                CardReaders cards = new CardReaders(wiring, health);
                StaffPins pins = new StaffPins(credentials, access)) {
            StaffNear staffNear = new StaffNear(outbox::add, STAFF_IS_NEAR, System::nanoTime);
            EntrySink sink = new Calls(staffNear, panel);
            StaffWords staffWords = new StaffWords(new Calls(outbox::add, panel), panel,
                    () -> timetable.surveyAt(LocalDateTime.now(wall)), System::nanoTime);
            Optional<Typefaces> typefaces = begun
                    .map(_ -> Typefaces.load(folder.resolve("fonts"), timetable.languages()));
            Optional<Look> look = begun.map(javaFx -> javaFx.thenApplyAsync(
                    _ -> look(settings, timetable, texts, typefaces.orElseThrow(), pictures), Platform::runLater).join());
            try (Front front = begun.isPresent()
                    ? Front.onScreen(givingWaysBack(journey(timetable, wall, sink, Platform::runLater, settings), settings,
                            said), timetable, wall, new HubLines(said::lines, wall, Typefaces::undrawable), wiring,
                            (journey, content) -> KioskWindow.open(begun.get(), size, settings, stop::ask,
                                    metrics -> content.apply(new GuestScreens(journey, place.now(),
                                            settings.persona(),
                                            look.orElseThrow(), texts,
                                            settings.undoTime(), metrics,
                                            new Assistance(settings.presses(), voice.map(Voice.class::cast),
                                                    chime::play, System::nanoTime,
                                                    !wiring.cards().isEmpty())))),
                            new StaffViews(look.orElseThrow(), place::now, health, wall.getZone(), staffWords,
                                    staffNear, pins, () -> KioskWindow.pxPerMm(settings)),
                            settings.staffPin())
                    : Front.withoutScreen(journey(timetable, wall, sink, panel, settings), timetable, wall, wiring, panel);
                    EverySecond _ = EverySecond.on(front.thread(), () -> {
                        front.everySecond().run();
                        panel.closed(!timetable.isOpenAt(LocalDateTime.now(wall)));
                        panel.look();
                    });
                    Downlink downlink = new Downlink(credentials, said, access, set -> waits(front, ofFile.with(set)),
                            new News(front, panel), outbox::erase);
                    // A guest who is quicker finds the screen there; what they say waits in the outbox for this.
                    SyncLoop sync = new SyncLoop(outbox, clock, credentials, access, settings.touchpoint(), responses -> {
                        front.thread().execute(() -> front.journey().confirmed(responses));
                        panel.confirmed(responses);
                        downlink.hubAnswers();
                    })) {
                settings.lines().forEach(line -> LOG.log(Level.INFO, "setting {0}", line));
                settings.wiringFile().ifPresent(file -> LOG.log(Level.INFO, "wired by {0}: {1}", file, wiring.inWords()));
                outbox.whenAdded(sync::wake);
                outbox.whenChanged(() -> {
                    LOG.log(Level.INFO, "the outbox is now {0}", outbox.health());
                    panel.outOfOrder(outbox.health().failure().isPresent());
                    sync.healthChanged();
                });
                front.window().ifPresent(shown -> shown.buttonsTo(panel));
                panel.start(press -> front.pressed(panel, press));
                panel.refusals().forEach(why -> LOG.log(Level.WARNING, "not used as it is wired: {0}", why));
                if (begun.isEmpty() && !panel.hasButtons()) {
                    throw new StartRefused(ExitCode.MACHINE_LACKS,
                            "without a screen and with no button that works nobody could be asked: "
                                    + String.join("; ", panel.refusals()));
                }
                cards.start(
                        meaning -> front.thread().execute(() -> held(meaning, staffNear, staffWords, panel, front, tag -> {
                            try {
                                outbox.standsAt(place.carriedTo(tag));
                                LOG.log(Level.INFO, "this terminal now stands at {0}", tag.name());
                                return true;
                            } catch (IOException failed) {
                                LOG.log(Level.ERROR, "that this terminal now stands at {0} could not be kept: {1}",
                                        tag.name(), failed.toString());
                                return false;
                            }
                        }, place)));
                health.whenChanged(() -> sync.devicesChanged(health.complaint()));
                sync.devicesChanged(health.complaint());
                sync.start();
                downlink.start();
                typefaces.ifPresent(loaded -> Thread.ofVirtual().start(() -> {
                    texts.readAhead(timetable.languages());
                    loaded.readAhead(Platform::runLater);
                }));
                System.out.println("kiosk ready screen=" + (begun.isEmpty() ? "none" : withDisplay ? "window" : "headless")
                        + " hub=" + settings.hub() + " data=" + folder);
                Optional<SimulatedGuests> simulated = front.window().filter(_ -> guests > 0)
                        .map(shown -> new SimulatedGuests(shown.screens(), withDisplay, guests,
                                Duration.ofMillis(guestPause), System.out));
                simulated.ifPresent(SimulatedGuests::start);
                stop.await();
                LOG.log(Level.INFO, "stopping");
                simulated.ifPresent(SimulatedGuests::close);
            }
        } finally {
            voice.ifPresent(EspeakNg::close);
            pictures.shutdownNow();
            stop.closed();
        }
        return ExitCode.OK;
    }

    private int check(Wiring wiring) {
        if (wiring.equals(Wiring.NONE)) {
            throw new StartRefused(ExitCode.BAD_CONFIGURATION,
                    settingsFile
                            + ": nothing is wired to this terminal; the key \"wiring\" names the file that says what is");
        }
        StopRequest stop = StopRequest.listen(stopWithParent);
        DeviceHealth health = new DeviceHealth(Clock.systemDefaultZone());
        HardwareCheck check = new HardwareCheck(wiring, health, System.out, stop::ask);
        try (Panel panel = check.begin(wiring, KioskMain::wires);
                CardReaders cards = new CardReaders(wiring, health);
                EverySecond _ = EverySecond.on(Runnable::run, panel::look)) {
            cards.start(_ -> {
                // the health tells of it
            });
            if (panel.refusals().isEmpty()) {
                stop.await();
                check.notPressed().stream().sorted().forEach(name -> System.out.println("not pressed: " + name));
            }
            return check.exitCode(panel);
        } finally {
            stop.closed();
        }
    }

    private static void held(CardMeaning meaning, StaffNear staffNear, StaffWords staffWords, Panel panel, Front front,
            Predicate<CardMeaning.PlaceTag> carry, CarriedPlace place) {
        switch (meaning) {
            case CardMeaning.StaffBadge badge -> {
                staffNear.badge(badge.name());
                front.staff().ifPresentOrElse(atTheScreen -> atTheScreen.badge(badge),
                        () -> front.answers(panel, staffWords.held(badge.digest())));
            }
            case CardMeaning.GuestCard(Card card) ->
                front.window().ifPresent(shown -> shown.screens().card(Optional.of(card.uid())));
            case CardMeaning.OfTheMoment _ -> front.window().ifPresent(shown -> shown.screens().card(Optional.empty()));
            case CardMeaning.NotKnown _ -> front.window().ifPresentOrElse(shown -> shown.screens().cardNotKnown(),
                    () -> panel.answer(false));
            case CardMeaning.PlaceTag tag -> {
                boolean kept = carry.test(tag);
                front.window().filter(_ -> kept).ifPresentOrElse(shown -> shown.screens().standsAt(place.now()),
                        () -> panel.answer(kept));
            }
        }
    }

    /** The first chip there is of those named. */
    private static Wires wires(List<String> chips) {
        return PiWires.open(chips.toArray(String[]::new));
    }

    private Wiring wiring(Settings settings) {
        Wiring wiring = settings.wiringFile().map(file -> WiringFile.read(file, settings.presses().keys()))
                .orElse(Wiring.NONE);
        if (!settings.hasScreen() && !wiring.answersOnLines()) {
            throw new StartRefused(ExitCode.BAD_CONFIGURATION, settingsFile
                    + ": without a screen guests answer by buttons on"
                    + " lines, and there are none; the key \"wiring\" names the file that says which there are, and a key of a"
                    + " button box needs a screen");
        }
        return wiring;
    }

    private CompletableFuture<Void> begin(boolean withDisplay) {
        machine.requireLibraries(withDisplay);
        return prepared.orElseGet(() -> KioskWindow.begin(machine, withDisplay));
    }

    private static GuestJourney journey(Timetable timetable, Clock wall, EntrySink sink, Executor thread,
            Settings settings) {
        return new GuestJourney(timetable.surveyAt(LocalDateTime.now(wall)), sink, thread, settings.answerTime(),
                settings.thanksTime());
    }

    /** Where nobody can read a code there is none, so a terminal without a screen gives out none. */
    private static GuestJourney givingWaysBack(GuestJourney journey, Settings settings, HubSaid said) {
        SecureRandom random = new SecureRandom();
        journey.givesWaysBack(() -> said.guestAddress().filter(_ -> settings.recoveryCode())
                .map(address -> new WayBack(address, RecoveryCode.make(random))));
        return journey;
    }

    private static Look look(Settings settings, Timetable timetable, GuestTexts texts, Typefaces packed,
            Executor pictures) {
        Brand brand = settings.brand().map(KioskMain::brand).orElse(Brand.NONE);
        Touchpoint here = settings.touchpoint();
        return new Look(settings.look(), settings.motion(),
                brand.type().map(type -> packed.with(type, timetable.texts(texts, here.site() + here.name())))
                        .orElse(packed),
                brand, pictures);
    }

    /** A terminal that cannot wear its brand asks all the same. */
    private static Brand brand(Path folder) {
        try {
            return BrandFolder.read(folder, problem -> LOG.log(Level.WARNING, "not shown: {0}", problem.getMessage()));
        } catch (FileProblem broken) {
            LOG.log(Level.WARNING, "the built-in look is shown, as the brand is broken: {0}", broken.getMessage());
            return Brand.NONE;
        }
    }

    private static Timetable timetable(Settings settings, GuestTexts texts) {
        Map<Path, Survey> surveys = new HashMap<>();
        Function<Path, Survey> read = path -> surveys.computeIfAbsent(path,
                file -> SurveyFile.read(file, texts.languages(), Typefaces::undrawable));
        return new Timetable(read.apply(settings.surveyFile()), settings.timedSurveys().stream()
                .map(timed -> new Timetable.Timed(read.apply(timed.file()), timed.hours())).toList(), settings.openHours());
    }

    private Settings settings() {
        Settings settings = SettingsFile.read(settingsFile);
        if (hub == null) {
            return settings;
        }
        URI address = SettingsFile.hub(hub).orElseThrow(() -> wrong("--hub", hub, SettingsFile.HUB_ALLOWED));
        return settings.withHub(address);
    }

    private Optional<KioskWindow.Size> windowSize(boolean withDisplay) {
        if (window != null) {
            return Optional.of(KioskWindow.Size.parse(window)
                    .orElseThrow(() -> wrong("--window", window, "WxH in pixels, 320x320 to 7680x7680, such as 1280x800")));
        }
        return withDisplay ? Optional.empty() : Optional.of(KioskWindow.Size.HEADLESS);
    }

    private ParameterException wrong(String option, String value, String allowed) {
        return new ParameterException(spec.commandLine(),
                option + ": \"" + value + "\" is not allowed; allowed: " + allowed);
    }

    /** Of what the hub sets, the times hold from the next page on; look and motion from the next start. */
    private static void waits(Front front, Settings settings) {
        front.thread().execute(() -> front.journey().waits(settings.answerTime(), settings.thanksTime()));
    }
}
