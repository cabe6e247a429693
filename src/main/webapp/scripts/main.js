/** Begins: the host's shell says which page is to be shown. */

import { comparePage } from './compare.js';
import { element } from './dom.js';
import { environmentPage, jobPage } from './environment.js';
import { environmentsPage } from './environments.js';
import { figuresPage } from './figures.js';
import { phrase } from './phrases.js';
import { releasePage } from './release.js';
import { runPage } from './run.js';
import { keepTimes } from './text.js';

const PAGES = { release: releasePage, environment: environmentPage, environments: environmentsPage, job: jobPage, figures: figuresPage, compare: comparePage, run: runPage };

const mount = document.getElementById('release-flow');
mount.classList.add('rf');
const trouble = element('p.rf-alert', { 'data-tone': 'bad', role: 'alert', hidden: true });
const spoken = element('p.rf-spoken', { role: 'status', 'aria-live': 'polite' });
const content = element('div.rf-page', {}, element('p.rf-quiet', {}, phrase('readingTheRecord')));
mount.append(trouble, content, spoken);

PAGES[mount.dataset.page]({
  content,
  /** Says what keeps the page from being up to date; null when nothing does. */
  trouble(failure) {
    trouble.hidden = failure === null;
    trouble.textContent = failure === null ? '' : failure.message;
    if (failure && content.firstElementChild?.classList.contains('rf-quiet')) {
      content.replaceChildren();
    }
  },
  /** Tells a screen reader what has changed. */
  say(text) {
    spoken.textContent = text;
  },
});
keepTimes();
