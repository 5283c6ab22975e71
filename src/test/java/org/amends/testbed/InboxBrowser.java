package org.amends.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
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

/** Debian's Chromium, signed in to the inbox of a hub. */
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
        browser.driver.get(inbox);
        browser.type("[name=name]", user);
        browser.type("[name=password]", password);
        browser.click("form button");
        browser.waitUntil("the inbox", driver -> driver.findElement(By.id("rows")) != null);
        return browser;
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

    public void goToInbox() {
        driver.get(inbox);
    }

    /**
     * Takes a picture below {@code target/pictures}.
     *
     * @param width of the window in pixels
     */
    public void picture(String name, int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
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
