/** What the pages say. The host's shell brings it in the reader's language: PageTexts.properties has the English of it. */

const PHRASES = JSON.parse(document.getElementById('release-flow').dataset.texts);

/**
 * A phrase.
 *
 * @param {string} key its key in PageTexts.properties
 * @param {...*} values what takes the place of {0}, {1} and so on
 */
export function phrase(key, ...values) {
  return (PHRASES[key] ?? key).replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));
}
