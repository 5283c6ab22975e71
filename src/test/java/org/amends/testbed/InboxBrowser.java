package org.amends.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's Chromium at the pages of a hub's staff. */
public final class InboxBrowser implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final ChromeDriver driver;
    private final String inbox;

    private InboxBrowser(ChromeDriver driver, String inbox) {
        this.driver = driver;
        this.inbox = inbox;
    }

    /**
     * Opens the inbox and signs in.
     *
     * @param inbox its address
     */
    public static InboxBrowser open(String inbox, String user, String password) {
        InboxBrowser browser = at(inbox);
        browser.signIn(user, password);
        return browser;
    }

    /**
     * Opens the inbox, which asks who that is.
     *
     * @param inbox its address
     */
    public static InboxBrowser at(String inbox) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(Needs.program("chromium", "chromium").toFile());
        // No sandbox, as CI runs as root; no background networking, as there may be no network.
        options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage",
                "--window-size=1280,800", "--lang=en");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Needs.program("chromedriver", "chromium-driver").toFile()).usingAnyFreePort()
                .build();
        InboxBrowser browser = new InboxBrowser(new ChromeDriver(service, options), inbox);
        browser.goToInbox();
        return browser;
    }

    /** Signs in and comes to the inbox. */
    public void signIn(String user, String password) {
        type("[name=name]", user);
        type("[name=password]", password);
        click("form button");
        waitUntil("the inbox", _ -> driver.findElement(By.id("rows")) != null);
    }

    /** Writes down when each row comes into the page from now on; read by {@link #seen()}. */
    public void watchRows() {
        driver.executeScript("""
                window.seen = {};
                new MutationObserver(() => document.querySelectorAll('li[data-response]').forEach(row => {
                  window.seen[row.dataset.response] ??= Date.now();
                })).observe(document.body, {childList: true, subtree: true});
                """);
    }

    /** As {@link #watchRows()}, but with the frame that shows the row: it has been painted when the next frame begins. */
    public void watchPaintedRows() {
        driver.executeScript("""
                window.seen = {};
                const known = new Set();
                new MutationObserver(() => {
                  const fresh = [...document.querySelectorAll('li[data-response]')].map(row => row.dataset.response)
                    .filter(response => !known.has(response));
                  if (fresh.length === 0) return;
                  fresh.forEach(response => known.add(response));
                  requestAnimationFrame(() => requestAnimationFrame(() =>
                    fresh.forEach(response => { window.seen[response] = Date.now(); })));
                }).observe(document.body, {childList: true, subtree: true});
                """);
    }

    /** When each response's row came into the page, by the wall clock in milliseconds. */
    @SuppressWarnings("unchecked")
    public Map<String, Long> seen() {
        return (Map<String, Long>) driver.executeScript("return window.seen");
    }

    /** Waits for a row, without touching the page. */
    public void waitForRow(String css) {
        waitUntil("a row " + css, _ -> !driver.findElements(By.cssSelector("li[data-case]" + css)).isEmpty());
    }

    /** The text of the first element. */
    public String text(String css) {
        return driver.findElement(By.cssSelector(css)).getText();
    }

    /** Waits until the first element's text has something in it. */
    public void waitForText(String css, String part) {
        waitUntil(part + " in " + css, _ -> {
            List<WebElement> found = driver.findElements(By.cssSelector(css));
            return !found.isEmpty() && found.getFirst().getText().contains(part);
        });
    }

    /** How many elements there are. */
    public int count(String css) {
        return driver.findElements(By.cssSelector(css)).size();
    }

    public void click(String css) {
        waitUntil("something to press at " + css, _ -> {
            driver.findElement(By.cssSelector(css)).click();
            return true;
        });
    }

    public void type(String css, String words) {
        waitUntil("somewhere to write at " + css, _ -> {
            driver.findElement(By.cssSelector(css)).sendKeys(words);
            return true;
        });
    }

    /** Chooses from a list, by what the choice is called in a form. */
    public void choose(String css, String value) {
        click(css + " option[value='" + value + "']");
    }

    /** Runs a script in the page. */
    public Object run(String script) {
        return driver.executeScript(script);
    }

    /** Waits until a script in the page says true. */
    public void waitForTrue(String what, String expression) {
        waitUntil(what, _ -> Boolean.TRUE.equals(driver.executeScript("return " + expression)));
    }

    public void goToInbox() {
        driver.get(inbox);
    }

    /** Opens another page of the same hub, such as {@code /rules}. */
    public void goTo(String path) {
        driver.get(URI.create(inbox).resolve(path).toString());
    }

    /** Asks for pages in a language from now on, such as {@code de}. */
    public void reads(String language) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Accept-Language", language)));
    }

    /**
     * Shows pages on a screen of this size, which a window cannot always be made as narrow as, and without motion.
     *
     * @param width  in pixels
     * @param height in pixels
     * @param letter the size of letters that the reader has chosen for all pages, in pixels; browsers begin with 16
     */
    public void screen(int width, int height, int letter) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand("Page.setFontSizes", Map.of("fontSizes", Map.of("standard", letter)));
        driver.executeCdpCommand("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** What a script on the page returns; one that takes its time returns a promise. */
    public Object ask(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /**
     * Takes a picture below {@code target/pictures}.
     *
     * @param width of the window in pixels
     */
    public void picture(String name, int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
        picture(name);
    }

    /** The same of the screen as it is. */
    public void picture(String name) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "pictures"));
            Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }

    private void waitUntil(String what, Predicate<ChromeDriver> there) {
        // A live page may put another row in the place of the one at hand, and between two pages there is none at all.
        new WebDriverWait(driver, LONGEST_WAIT, Duration.ofMillis(20))
                .ignoring(StaleElementReferenceException.class, NoSuchElementException.class)
                .withMessage(() -> what + "; the page is " + driver.getPageSource()).until(_ -> there.test(driver));
    }
}
