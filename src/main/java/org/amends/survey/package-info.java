/**
 * What we ask: a survey with its questions, faces, reasons, branches and texts, read from a file and checked whole at
 * start. Terminal and hub may import it. Start with {@link org.amends.survey.Survey}, then {@code SurveyFile}.
 */
package org.amends.survey;
