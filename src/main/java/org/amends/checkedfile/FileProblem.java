package org.amends.checkedfile;

/**
 * What is wrong in a file that a person wrote. The message is meant for that person: {@code FILE:LINE: KEY: what is wrong;
 * what is allowed}.
 */
public final class FileProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message for the person who wrote the file
     */
    public FileProblem(String message) {
        super(message);
    }
}
