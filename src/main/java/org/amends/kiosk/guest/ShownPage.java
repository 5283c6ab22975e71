package org.amends.kiosk.guest;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.amends.kiosk.guest.GuestJourney.State;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Metrics;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Switches;
import org.amends.kiosk.guest.welcome.Panel;
import org.amends.kiosk.settings.Persona;
import org.amends.survey.Survey;
import org.amends.survey.Texts;

/** The page that is on the screen, as large as all of it fits, and what there is room for beside it while nobody is here. */
final class ShownPage {

    /** Tried in order until all of a page fits. */
    private static final double[] FITS = {1, 0.85, 0.72, 0.6, 0.5, 0.4};
    private static final double ROLLED_FIT = 0.6;

    /** Of the sizes above, the last so many are too small for a page beside which there is something else. */
    private static final int SMALLEST_FITS = 3;

    /** Of the sizes above, the first that leaves air between question and faces below a panel. */
    private static final int LARGEST_UPRIGHT = 2;

    /** A strip that is narrower than this part of the screen's width shows nothing well. */
    private static final double LEAST_BESIDE = 0.2;

    /** Each is seen once in some minutes. */
    private static final int MOST_LINES = 10;

    /** A step that nobody notices, and more than a letter's stroke. */
    private static final double SHIFT_MM = 0.5;

    private final StackPane screen;
    private final Persona persona;
    private final DoubleSupplier pxPerMm;
    private final Panel panel;
    private Page page;
    private int shifts;
    private List<Texts> fromHub = List.of();

    /**
     * @param screen    shows it, and nothing that was shown before
     * @param whenEmpty called where the last thing that could be shown beside the page turned out to be broken
     */
    ShownPage(StackPane screen, Persona persona, Look look, DoubleSupplier pxPerMm, Runnable whenEmpty) {
        this.screen = screen;
        this.persona = persona;
        this.pxPerMm = pxPerMm;
        panel = new Panel(look, whenEmpty);
    }

    /** The page; null before the screen has a size. */
    Page get() {
        return page;
    }

    /**
     * Puts another page on the screen.
     *
     * @param survey what is being asked
     * @param make   makes the page for a size
     */
    void show(State state, Survey survey, Switches switches, Function<Metrics, Page> make) {
        Insets beside = beside(state, survey, switches);
        if (!beside.equals(Insets.EMPTY)
                && layOut(beside, beside.getTop() > 0 && persona != Persona.BANNER ? LARGEST_UPRIGHT : 0,
                        FITS.length - SMALLEST_FITS, switches, make)
                && canBePressed()) {
            screen.getChildren().add(panel);
        } else if (!layOut(Insets.EMPTY, 0, FITS.length, switches, make) && (switches.largeText() || switches.reach())
                && page.lookup(".keyboard") == null) { // keys to type on are never shown in parts
            build(Insets.EMPTY, ROLLED_FIT, true, switches, make);
            page.roll();
            page.layout();
        }
        if (state instanceof State.Idle) {
            place();
        }
    }

    /** Shows these lines of the hub, from the next page on. Returns whether they are others than before. */
    boolean tell(List<Texts> lines) {
        boolean others = !lines.equals(fromHub);
        fromHub = lines;
        return others;
    }

    /** How many things there are beside the page; none where the screen has no room for them. */
    int besideIt() {
        return screen.getChildren().contains(panel) ? panel.size() : 0;
    }

    /** Shows the next thing beside the page. Returns whether there was another one. */
    boolean turn() {
        return screen.getChildren().contains(panel) && panel.turn();
    }

    /** Stands a few pixels elsewhere from now on, whenever nobody is here: what stands still for hours would burn in. */
    void shift(State state) {
        shifts++;
        if (page != null && state instanceof State.Idle) {
            place();
        }
    }

    /** Whatever else is shown, a face is never smaller than what can be pressed. */
    private boolean canBePressed() {
        return page.lookupAll(".face-button").stream().map(Region.class::cast)
                .allMatch(face -> Math.min(face.getWidth(), face.getHeight()) >= page.metrics().target() - 1);
    }

    /** Tries these of the sizes. Returns whether all of the page fits. */
    private boolean layOut(Insets beside, int from, int to, Switches switches, Function<Metrics, Page> make) {
        for (double fit : Arrays.copyOfRange(FITS, from, to)) {
            build(beside, fit, false, switches, make);
            if (page.fits()) {
                return true;
            }
        }
        return false;
    }

    private void build(Insets beside, double fit, boolean rolls, Switches switches, Function<Metrics, Page> make) {
        if (page != null) {
            page.hidden();
        }
        double width = screen.getWidth() - beside.getLeft() - beside.getRight();
        double height = screen.getHeight() - beside.getTop();
        page = make.apply(metrics(width, height, fit, switches, rolls));
        screen.getChildren().setAll(page);
        StackPane.setMargin(page, beside);
        page.applyCss();
        page.resize(width, height);
        page.layout();
    }

    private Metrics metrics(double width, double height, double fit, Switches switches, boolean rolls) {
        return new Metrics(persona, width, height, pxPerMm.getAsDouble(), fit, switches, rolls);
    }

    /** The room that the panel takes where there is one: above on an upright screen, else where the house language ends. */
    private Insets beside(State state, Survey survey, Switches switches) {
        Metrics whole = metrics(screen.getWidth(), screen.getHeight(), 1, switches, false);
        panel.tell(fromHub.stream().limit(MOST_LINES).toList(),
                survey.youSaidWeDid().stream().limit(Math.max(0, MOST_LINES - fromHub.size())).toList(),
                survey.houseLanguage());
        if (!(state instanceof State.Idle) || panel.size() == 0 || Panel.part(whole) == 0) {
            return Insets.EMPTY;
        }
        if (whole.upright()) {
            double height = Math.round(Panel.part(whole) * whole.height());
            StackPane.setAlignment(panel, Pos.TOP_CENTER);
            panel.stand(whole, whole.width(), height, state.language());
            return new Insets(height, 0, 0, 0);
        }
        int faces = survey.first().faces().size();
        double forFaces = 2 * whole.margin() + faces * whole.target() + (faces - 1) * whole.betweenAnswers();
        double width = Math.floor(Math.min(Panel.part(whole) * whole.width(), whole.width() - forFaces - 1));
        if (width < LEAST_BESIDE * whole.width()) {
            return Insets.EMPTY;
        }
        boolean atEnd = Look.direction(state.language()) == Look.direction(survey.houseLanguage());
        StackPane.setAlignment(panel, atEnd ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
        panel.stand(whole, width, whole.height(), state.language());
        return new Insets(0, atEnd ? width : 0, 0, atEnd ? 0 : width);
    }

    /** In its place of this minute. */
    private void place() {
        double step = SHIFT_MM * pxPerMm.getAsDouble();
        double x = Math.round(step * (shifts % 3 - 1));
        double y = Math.round(step * (shifts / 3 % 3 - 1));
        double margin = page.metrics().margin();
        page.setPadding(new Insets(margin + y, margin - x, margin - y, margin + x));
    }
}
