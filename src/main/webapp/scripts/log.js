/** Shows a log that may still grow. */

import { element, visible } from './dom.js';
import { readLog } from './host.js';
import { phrase } from './phrases.js';
import { size } from './text.js';

const MOST_LETTERS = 400_000;
const PAUSE = 2000;

/** When it is read once more after its node has ended: what a platform printed last may be a while on its way. */
const AFTER_THE_END = [2000, 5000, 15_000];

/** One log: its text, whether it is followed, and a link to download it. */
export class LogView {
  #url;
  #text = element('pre.rf-log-text', { tabindex: 0, 'aria-label': phrase('log') });
  #follow = element('input', { type: 'checkbox', checked: true, id: 'rf-log-follow', 'data-key': 'log-follow' });
  #note = element('span.rf-quiet', { 'aria-live': 'off' });
  #next = 0;
  #grows = true;
  #timer;
  #isClosed = false;
  #late = 0;

  /**
   * @param {string} url of the log, without the place to read from
   */
  constructor(url) {
    this.#url = url;
    this.element = element('div.rf-log', {},
      element('div.rf-log-bar', {},
        element('label', { for: 'rf-log-follow' }, this.#follow, phrase('follow')),
        this.#note,
        element('a.jenkins-button.rf-button', { href: `${url}&download=true`, download: true, 'data-key': 'log-download' }, phrase('download'))),
      this.#text);
    this.#read();
  }

  /** Says whether more lines may come. */
  growing(grows) {
    if (grows && !this.#grows) {
      this.#grows = true;
      this.#late = 0;
      clearTimeout(this.#timer);
      this.#read();
    }
    this.#grows = grows;
  }

  /** Reads no more. */
  close() {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }

  async #read() {
    const wasGrowing = this.#grows;
    let more = false;
    try {
      if (!document.hidden) {
        const part = await readLog(`${this.#url}&start=${this.#next}`);
        more = part.more;
        this.#append(part);
      }
    } catch (failure) {
      this.#note.textContent = failure.status === 404 ? phrase('noLineIsKeptYet') : failure.message;
    }
    if (this.#isClosed) {
      return;
    }
    if (more || wasGrowing) {
      this.#timer = setTimeout(() => this.#read(), more ? 0 : PAUSE);
    } else if (this.#late < AFTER_THE_END.length) {
      this.#timer = setTimeout(() => this.#read(), AFTER_THE_END[this.#late++]);
    }
  }

  #append(part) {
    if (part.next < this.#next) {
      this.#text.textContent = '';
    }
    this.#next = part.next;
    if (part.text) {
      this.#text.append(visible(part.text));
      const excess = this.#text.textContent.length - MOST_LETTERS;
      if (excess > 0) {
        const rest = this.#text.textContent.slice(excess);
        this.#text.textContent = phrase('theBeginningIsLeftOutHereDownload', rest.slice(rest.indexOf('\n') + 1));
      }
    }
    this.#note.textContent = this.#next === 0 ? phrase('noLineYet') : size(this.#next);
    if (this.#follow.checked) {
      this.#text.scrollTop = this.#text.scrollHeight;
    }
  }
}
