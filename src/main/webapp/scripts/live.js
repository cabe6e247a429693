/** Keeps a page up to date without a reload. */

import { read } from './host.js';

const SOONEST = 1500;
const GROWTH = 1.3;

/**
 * Reads a document again and again: soon after a change, ever more rarely while nothing changes, and not at all while the page can't be seen.
 *
 * @param {function(): string} url of the document
 * @param {Object} hooks
 * @param {function(Object): void} hooks.changed hears of every new version
 * @param {function(?Error): void} hooks.trouble hears what keeps it from being read, and of its end
 * @param {function(): number} hooks.latest the longest time between two readings, in milliseconds
 */
export class Live {
  #url;
  #hooks;
  #tag;
  #timer;
  #pause = SOONEST;
  #reading = false;
  #again = false;

  constructor(url, hooks) {
    this.#url = url;
    this.#hooks = hooks;
    document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(this.#timer) : this.now()));
  }

  /** Reads at once, and goes on from there. */
  async now() {
    clearTimeout(this.#timer);
    this.#pause = SOONEST;
    if (this.#reading) {
      this.#again = true;
      return;
    }
    await this.#look();
  }

  /** Reads another document from now on. */
  async anew() {
    this.#tag = undefined;
    await this.now();
  }

  async #look() {
    this.#reading = true;
    try {
      const asked = this.#url();
      const { document: news, tag } = await read(asked, this.#tag);
      if (asked === this.#url()) {
        this.#tag = tag;
        this.#hooks.trouble(null);
        if (news) {
          this.#pause = SOONEST;
          this.#hooks.changed(news);
        }
      } else {
        this.#again = true;
      }
    } catch (failure) {
      this.#hooks.trouble(failure);
    } finally {
      this.#reading = false;
    }
    if (this.#again) {
      this.#again = false;
      await this.#look();
    } else if (!document.hidden) {
      this.#pause = Math.min(this.#pause * GROWTH, this.#hooks.latest());
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#look(), this.#pause);
    }
  }
}
