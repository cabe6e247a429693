/** What all pages have in common: where one is, and what an environment shows of itself. */

import { element } from './dom.js';
import { address, change, environmentPath, releasePath } from './host.js';
import { ask } from './dialog.js';
import { phrase } from './phrases.js';
import { count, exact, since, time } from './text.js';

/** Where this page stands, for hosts that have no breadcrumbs of their own. Each step has a text and a path below the root, or beside it with a slash before. */
export function breadcrumbs(steps) {
  if (document.getElementById('release-flow').dataset.breadcrumbs !== 'own') {
    return null;
  }
  return element('nav.rf-breadcrumbs', { 'aria-label': phrase('breadcrumbs') },
    element('ol', {}, steps.map(([text, path], index) => element('li', {},
      path === undefined || index === steps.length - 1 ? element('span', { 'aria-current': 'page' }, text) : element('a', { href: path.startsWith('/') ? path : address(path) }, text)))));
}

/** The name of a release: what people gave it, else its number. */
export function title(release) {
  return release.name || `#${release.number}`;
}

/** A link to a release. */
export function releaseLink(environment, release) {
  const text = release.name ? `${release.name} (#${release.number})` : `#${release.number}`;
  if (release.hidden) {
    return element('span', { title: phrase('ofAJobThatYouMayNot2') }, text);
  }
  return element('a', { href: address(releasePath(environment, release.number)), 'data-key': `release-${environment}-${release.number}` }, text);
}

const READINESS = { ready: ['good', phrase('ready')], decision: ['doubt', phrase('decideAboutTheData')], 'not-ready': ['bad', phrase('notPossible')], unknown: ['idle', phrase('notKnown')] };

/** Whether a release can be rolled back to, as was last found. */
export function readiness(known) {
  const [tone, text] = READINESS[known.state] ?? READINESS.unknown;
  return element('span.rf-tag.rf-tag-tone.rf-readiness', { 'data-tone': tone, title: phrase('asOf', known.text, exact(Date.parse(known.at))) }, text);
}

/** The lock of an environment: who holds it, for how long, and who waits. */
export function lock(status) {
  if (!status.holder) {
    return element('span.rf-quiet', {}, phrase('free'));
  }
  return element('span', {}, releaseLink(status.environment, status.holder),
    status.holder.who ? phrase('by2', status.holder.who) : '', phrase('for'), since(status.holder.since),
    status.queue.length > 0 && element('span', { title: status.queue.map((each) => `#${each.number} ${each.name ?? ''}`.trim()).join(', ') }, phrase('inTheQueue', count(status.queue.length, 'release'))),
    status.trouble && element('span.rf-trouble', {}, phrase('nobodyGoesOnWithIt', status.trouble)));
}

/** The hold of an environment, with its reason. */
export function hold(status) {
  return status.hold && element('div.rf-alert', { 'data-tone': 'doubt' },
    element('p', {}, element('strong', {}, phrase('onHold')), status.hold.who ? phrase('by2', status.hold.who) : '', ', ', time(status.hold.since),
      `: ${status.hold.why}`),
    element('p.rf-quiet', {}, phrase('nothingButARollbackCanBeReleased')));
}

/** The buttons with which an environment is managed. `done` is told what was answered. */
export function manage(status, may, done) {
  if (!may.manage) {
    return null;
  }
  const name = status.environment;
  const button = (key, label, open) => element('button.jenkins-button.rf-button', { type: 'button', 'data-key': `${key}-${name}`, onclick: open }, label);
  return element('div.rf-buttons', {},
    status.hold
      ? button('lift', phrase('liftTheHold'), () => decide(phrase('liftTheHoldOf', name), phrase('itWasPutOnHoldBecause', status.hold.why), phrase('liftTheHold2'), name, 'lift', done))
      : button('hold', phrase('putOnHold'), () => decide(phrase('putOnHold2', name), phrase('nothingButARollbackCanBeReleased2'), phrase('putOnHold3'), name, 'hold', done)),
    status.holder && button('break', phrase('breakTheLock'), () => breakLock(status, done)));
}

/** Asks whether an environment's lock is to be broken. */
export function breakLock(status, done) {
  const name = status.environment;
  decide(phrase('breakTheLockOf', name),
    phrase('thisEndsReleaseAtOnceWhatIt', title(status.holder)),
    phrase('breakTheLock2'), name, 'break-lock', done, true);
}

function decide(question, text, confirm, environment, path, done, dangerous) {
  ask({
    title: question,
    text: [element('p', {}, text)],
    fields: [{ name: 'reason', label: phrase('reason'), required: true, hint: phrase('itIsKeptInTheRecordWith') }],
    confirm,
    dangerous,
    submit: async (values) => done(await change(address(environmentPath(environment) + path), values)),
  });
}
