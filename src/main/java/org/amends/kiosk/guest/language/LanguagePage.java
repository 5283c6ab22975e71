package org.amends.kiosk.guest.language;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.TilePane;
import javafx.scene.text.Text;
import org.amends.kiosk.guest.look.GuestTexts;
import org.amends.kiosk.guest.look.Look;
import org.amends.kiosk.guest.look.Page;
import org.amends.kiosk.guest.look.Surroundings;

/** Every language by its own name, in its own script: a column of them, or as many columns as they need. */
public final class LanguagePage extends Page {

    private static final double HIGHEST_UNITS = 9;
    /** A language's own name is known at a glance, so it may be that much smaller than other small words. */
    private static final double LEAST_PART_OF_SMALL = 0.9;

    /**
     * @param onLanguage is told which one was pressed
     */
    public LanguagePage(Surroundings surroundings, String language, Consumer<String> onLanguage) {
        super(surroundings, language);
        Grid grid = grid(surroundings.languages());
        TilePane list = new TilePane(grid.gap(), grid.gap());
        list.setPrefColumns(grid.columns());
        list.setPrefTileWidth(grid.width());
        list.setPrefTileHeight(grid.height());
        for (String choice : surroundings.languages()) {
            list.getChildren().add(button(choice, grid, () -> onLanguage.accept(choice)));
        }
        // A row that is not full begins where the others do, as a centred tile pane would not have it.
        list.setAlignment(Pos.TOP_LEFT);
        list.setMaxSize(grid.columns() * (grid.width() + grid.gap()) - grid.gap(), USE_PREF_SIZE);
        topBar();
        StackPane middle = new StackPane(list);
        if (metrics().reach()) {
            middle.setAlignment(Pos.BOTTOM_CENTER);
        }
        setCenter(middle);
        bottomBar(small(""));
    }

    private Button button(String choice, Grid grid, Runnable pressed) {
        Button button = wordButton("language-" + choice, name(choice), choice, grid.width(), pressed);
        button.setText(name(choice));
        button.setFont(surroundings().look().strong(choice, grid.fontSize()));
        button.setPadding(new Insets(0, padding(), 0, padding()));
        button.setMinHeight(0);
        button.setNodeOrientation(Look.direction(choice));
        return button;
    }

    /** Fewest columns first: a single one is read fastest. Where none is good in all, the one that lacks least. */
    private Grid grid(List<String> languages) {
        double widest = languages.stream().mapToDouble(this::widthOfName).max().orElse(1);
        Grid best = null;
        for (double gap : new double[]{metrics().betweenAnswers(), metrics().unit()}) {
            List<Grid> grids = IntStream.rangeClosed(1, languages.size())
                    .mapToObj(columns -> grid(languages.size(), columns, gap, widest)).toList();
            for (Grid grid : grids) {
                best = best == null || goodness(grid) > goodness(best) ? grid : best;
            }
        }
        return best;
    }

    private Grid grid(int languages, int columns, double gap, double widest) {
        int rows = (languages + columns - 1) / columns;
        double room = metrics().inside();
        double across = columns == 1 && !metrics().upright() ? metrics().width() / 2 : room;
        double down = metrics().rolls() ? Double.MAX_VALUE : roomBetweenBars() - 2 * metrics().unit();
        double width = Math.floor((across + gap) / columns - gap);
        double height = Math.min(Math.max(HIGHEST_UNITS * metrics().unit(), metrics().target()),
                Math.floor((down + gap) / rows - gap));
        if (metrics().largeText() || metrics().reach()) {
            height = Math.max(height, metrics().target()); // what does not fit is rolled, not shrunk
        }
        double fontSize = metrics().label() * Math.min(1, (width - 2 * padding()) / widest);
        return new Grid(columns, width, height, gap, fontSize);
    }

    /** From 1, where fingers and eyes have all they need, down to nothing. */
    private double goodness(Grid grid) {
        double leastSide = metrics().target();
        // Squared, as a name that cannot be read is worse than a button that is a little small.
        double eyes = Math.pow(grid.fontSize() / (LEAST_PART_OF_SMALL * metrics().small()), 2);
        return Stream.of(1.0, grid.width() / leastSide, grid.height() / leastSide, eyes)
                .min(Double::compare).orElseThrow();
    }

    private double widthOfName(String language) {
        Text text = new Text(name(language));
        text.setFont(surroundings().look().strong(language, metrics().label()));
        return Math.ceil(text.getLayoutBounds().getWidth()) + 1;
    }

    private String name(String language) {
        return surroundings().texts().in(language, GuestTexts.Text.LANGUAGE);
    }

    private double padding() {
        return metrics().unit();
    }

    /** How the names stand: sizes in pixels. */
    private record Grid(int columns, double width, double height, double gap, double fontSize) {
    }
}
