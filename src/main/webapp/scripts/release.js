/** The page of one release: what it does or did, live, and the decisions about it. */

import { ask } from './dialog.js';
import { element, Section, visible } from './dom.js';
import { Flow } from './flow.js';
import { breadcrumbs, breakLock, readiness, releaseLink, title } from './frame.js';
import { address, change, environmentPath, here, hostAddress, jobAddress } from './host.js';
import { Live } from './live.js';
import { LogView } from './log.js';
import { nodeDetails, table } from './node.js';
import { phrase } from './phrases.js';
import { badge } from './state.js';
import { previewRollback } from './rollback.js';
import { duration, pinText, pinTitle, since, time, word } from './text.js';
import { timeline } from './timeline.js';

const OPEN = new Set(['waiting', 'running']);
const MOST_ROLLBACKS = 10;

/** What a rollback does about the database. */
const DATABASE = { code: phrase('leftAsItIs'), undo: phrase('migrationsUndone'), restore: phrase('restoredFromABackup') };

/** Fills the page. */
export function releasePage(page) {
  new ReleasePage(page);
}

class ReleasePage {
  #page;
  #live;
  #release;
  #selected = named();
  /** Whether somebody chose the node that is shown. Until then it is the one that matters most just now. */
  #isChosen = this.#selected !== null;
  #parts = Object.fromEntries(['head', 'alert', 'facts', 'flow', 'panel', 'log', 'timeline'].map((name) => [name, element('div', { class: `rf-release-${name}` })]));
  #log = null;
  #sections;
  #flow;

  constructor(page) {
    this.#page = page;
    const parts = this.#parts;
    page.content.replaceChildren(
      parts.head, parts.alert, parts.facts,
      element('h2', {}, phrase('flow')), element('div.rf-flow-frame', { tabindex: -1 }, parts.flow),
      element('div.rf-panel', { role: 'region', 'aria-label': phrase('node'), 'aria-live': 'off' }, parts.panel, parts.log),
      element('h2', {}, phrase('whereTheTimeWent')), parts.timeline);
    this.#flow = new Flow(parts.flow, (id) => this.#select(id));
    this.#sections = {
      head: new Section(parts.head, (release) => heading(release, this.#actions())),
      alert: new Section(parts.alert, alert),
      facts: new Section(parts.facts, facts),
      panel: new Section(parts.panel, (shown) => shown.node
        ? nodeDetails(shown, (node) => this.#decide(node))
        : element('p.rf-quiet', {}, phrase('nothingWasReachedYet'))),
      timeline: new Section(parts.timeline, timeline),
    };
    this.#live = new Live(() => `${here()}json`, {
      changed: (release) => this.#show(release),
      trouble: page.trouble,
      latest: () => (this.#release && !isOpen(this.#release) ? 30_000 : 5000),
    });
    addEventListener('hashchange', () => {
      const id = named();
      if (this.#release?.nodes.some((node) => node.id === id)) {
        this.#select(id);
      }
    });
    this.#live.now();
    setInterval(() => this.#tick(), 1000);
  }

  #show(release) {
    this.#say(release);
    this.#release = release;
    document.title = phrase('inReleaseFlow', visible(title(release)), release.environment, word(release.state));
    if (!this.#isChosen || !release.nodes.some((node) => node.id === this.#selected)) {
      this.#selected = preferred(release)?.id ?? null;
    }
    this.#draw();
  }

  #draw() {
    const release = this.#release;
    const { nodes, waiting, ...about } = release;
    this.#sections.head.show(about);
    this.#sections.alert.show({ state: release.state, message: release.message, waiting, detached: release.detached, brokenBy: release.brokenBy, missed: isOpen(release) ? [] : (release.overrides ?? []).filter((each) => !each.reached), nodes: nodes.filter((node) => node.state === 'in-doubt').map(({ id, label }) => ({ id, label })) });
    this.#sections.facts.show(about);
    this.#flow.show(release, this.#selected);
    const node = nodes.find((each) => each.id === this.#selected);
    this.#sections.panel.show({ node, may: release.may, chosen: (release.overrides ?? []).find((each) => each.target === node?.target) });
    this.#sections.timeline.show(release);
    this.#showLog(node);
  }

  #showLog(node) {
    const which = node?.logs.at(-1)?.name;
    const key = node && which && `${node.id}/${which}`;
    if (this.#log && this.#log.key !== key) {
      this.#log.view.close();
      this.#parts.log.replaceChildren();
      this.#log = null;
    }
    if (key && !this.#log) {
      const view = new LogView(`${here()}nodes/${encodeURIComponent(node.id)}/log?which=${encodeURIComponent(which)}`);
      this.#log = { key, view };
      this.#parts.log.replaceChildren(element('h3', {}, which === 'build' ? phrase('logOfTheBuild') : phrase('log')), view.element,
        ...node.logs.slice(0, -1).map((log) => element('p', {}, element('a', { href: `${here()}nodes/${encodeURIComponent(node.id)}/log?which=${encodeURIComponent(log.name)}&download=true` },
          log.name === 'build' ? phrase('downloadTheLogOfTheBuild') : phrase('downloadTheLogOfAttempt', log.name)))));
    }
    this.#log?.view.growing(OPEN.has(node.state));
  }

  #select(id) {
    this.#selected = id;
    this.#isChosen = true;
    history.replaceState(null, '', `#node=${encodeURIComponent(id)}`);
    this.#draw();
    this.#parts.panel.scrollIntoView({ block: 'nearest', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    const node = this.#release.nodes.find((each) => each.id === id);
    this.#page.say(`${node.label}: ${word(node.state)}`);
  }

  #tick() {
    if (this.#release && isOpen(this.#release) && !document.hidden) {
      this.#flow.tick();
      this.#sections.timeline.again(this.#release);
    }
  }

  #say(release) {
    const before = new Map((this.#release?.nodes ?? []).map((node) => [node.id, node.state]));
    const news = this.#release ? release.nodes.filter((node) => before.get(node.id) !== node.state).map((node) => `${node.label}: ${word(node.state)}.`) : [];
    if (this.#release && this.#release.state !== release.state) {
      news.push(phrase('theReleaseIs', word(release.state).toLowerCase()));
    }
    if (news.length > 0) {
      this.#page.say(news.join(' '));
    }
  }

  #done(answer) {
    this.#page.say(answer.message ?? '');
    this.#live.now();
  }

  #actions() {
    return {
      describe: () => this.#describe(),
      abort: () => this.#abort(),
      rollback: () => previewRollback(title(this.#release), (answer) => this.#done(answer)),
      breakLock: () => breakLock({ environment: this.#release.environment, holder: this.#release }, (answer) => this.#done(answer)),
    };
  }

  #describe() {
    ask({
      title: phrase('changeTheDescription'),
      fields: [{ name: 'description', label: phrase('description'), multiline: true, value: this.#release.description }],
      confirm: phrase('save'),
      submit: async (values) => this.#done(await change(`${here()}describe`, values)),
    });
  }

  #abort() {
    ask({
      title: phrase('abort', title(this.#release)),
      text: [element('p', {}, phrase('theBuildIsStoppedAndNothingMore'))],
      fields: [
        { name: 'work', label: phrase('whatRunsOnThePlatform'), choices: [
          { value: '', label: phrase('asEachStepSays'), hint: phrase('aMigrationGoesOnUnlessItsStep') },
          { value: 'stop', label: phrase('stopIt'), hint: phrase('itIsStoppedOnThePlatformWherever') },
          { value: 'detach', label: phrase('letItGoOn'), hint: phrase('onlyTheWaitingEndsTheReleaseKeeps') },
        ] },
        { name: 'reason', label: phrase('reason'), required: true, hint: phrase('itIsKeptInTheRecordWith') },
      ],
      confirm: phrase('abort2'),
      dangerous: true,
      submit: async (values) => this.#done(await change(`${here()}abort`, values)),
    });
  }

  #decide(node) {
    const request = node.kind === 'run-job' ? phrase('jobRun') : phrase('operation2');
    ask({
      title: phrase('decideAbout', node.label),
      text: [
        element('p', {}, phrase('lookOnThePlatformFirstADecision')),
        node.failure && element('p.rf-quiet', {}, node.failure.message),
      ],
      fields: [
        { name: 'resolution', label: phrase('whatIsTrue'), choices: [
          ...(isOpen(this.#release) ? [{ value: 'adopt', label: phrase('itWasStartedWaitForThat', request), hint: phrase('giveItsIdBelow') }] : []),
          { value: 'completed', label: phrase('itWasDoneAndWentWell'), hint: phrase('theFlowGoesOnAfterIt') },
          { value: 'failed', label: phrase('itWasNotDoneOrWentWrong'), hint: phrase('theFlowEndsHere') },
          ...(isOpen(this.#release) ? [{ value: 'again', label: phrase('itWasNeverStartedRunItAgain'), hint: phrase('onlyIfYouAreCertain') }] : []),
        ] },
        ...(isOpen(this.#release) ? [{ name: phrase('operation2'), label: phrase('idOfTheOnThePlatform', request), required: true, onlyFor: { name: 'resolution', value: 'adopt' } }] : []),
        { name: 'reason', label: phrase('reason'), required: true, hint: phrase('itIsKeptInTheRecordWith') },
      ],
      confirm: phrase('decide2'),
      submit: async (values) => this.#done(await change(`${here()}nodes/${encodeURIComponent(node.id)}/resolve`, values)),
    });
  }
}

/** The node that the address names. */
function named() {
  return new URLSearchParams(location.hash.slice(1)).get('node');
}

function isOpen(release) {
  return OPEN.has(release.state);
}

/** The node that somebody most likely wants to see: what failed or is in doubt, else what runs, else the last. */
function preferred(release) {
  const first = (...states) => release.nodes.find((node) => states.includes(node.state));
  return first('in-doubt') ?? first('failed', 'timed-out') ?? first('running') ?? release.nodes.at(-1);
}

function heading(release, actions) {
  const button = (key, label, onclick, style = '') => element('button', { type: 'button', class: `jenkins-button rf-button ${style}`, 'data-key': key, onclick }, label);
  return [
    breadcrumbs([[phrase('releaseFlow'), ''], [release.environment, environmentPath(release.environment)], [`#${release.number}`]]),
    element('div.rf-head', {},
      element('div', {},
        element('h1', {}, title(release), ' ', badge(release.state)),
        element('p.rf-quiet', {}, phrase('in', word(release.kind), release.number), element('a', { href: address(environmentPath(release.environment)), 'data-key': 'environment' }, release.environment))),
      element('div.rf-buttons', {},
        release.canRollBack && release.may.rollback && button('rollback', phrase('rollBackToThisRelease'), actions.rollback),
        isOpen(release) && release.may.abort && button('abort', phrase('abort3'), actions.abort),
        isOpen(release) && release.lockedAt && release.may.manage && button('break', phrase('breakTheLock'), actions.breakLock))),
    element('p.rf-description', {}, release.description || element('span.rf-quiet', {}, phrase('noDescription')), ' ',
      release.may.run && button('describe', phrase('edit'), actions.describe, 'rf-button-small')),
  ];
}

function alert(about) {
  return [
    situation(about),
    about.missed.map((each) => element('p.rf-alert', { 'data-tone': 'doubt' }, element('strong', {}, phrase('notDeployed')),
      phrase('wasChosenForAndTheFlowNever', each.text, each.target))),
  ];
}

function situation({ state, message, waiting, detached, brokenBy, nodes }) {
  if (state === 'in-doubt' || nodes.length > 0) {
    return element('div.rf-alert', { 'data-tone': 'doubt' },
      element('p', {}, element('strong', {}, phrase('somebodyHasToDecide')), message || phrase('itIsNotCertainWhatBecameOf2', nodes.map((node) => node.label).join(', '))),
      nodes.map((node) => element('a', { href: `#node=${encodeURIComponent(node.id)}` }, node.label)).flatMap((link) => [link, ' ']));
  } else if (detached) {
    return element('div.rf-alert', { 'data-tone': 'live' }, element('p', {}, element('strong', {}, phrase('nobodyWaitsForItAnyMoreBut')), phrase('theReleaseStaysOpenAndKeepsIts')));
  } else if (waiting) {
    return element('p.rf-waits', {}, waiting);
  }
  return (message || brokenBy) && element('p.rf-alert', { 'data-tone': state === 'released' ? 'idle' : state === 'aborted' ? 'idle' : 'bad' }, message || brokenBy);
}

function rollbacks(release, all) {
  return all.slice(0, MOST_ROLLBACKS).flatMap((each) => [
    releaseLink(release.environment, { number: each.number }), each.who ? phrase('by3', each.who) : ', ', time(each.openedAt), ' ', badge(each.state), element('br')]);
}

function facts(release) {
  return table([
    release.who && [phrase('startedBy'), release.who],
    release.why && [phrase('why'), release.why],
    release.job && [phrase('job'), element('a', { href: jobAddress(release.job), 'data-key': 'job' }, release.job)],
    release.build && [phrase('build'), release.buildUrl ? element('a', { href: hostAddress(release.buildUrl), 'data-key': 'build' }, release.build) : release.build],
    release.branch && [phrase('branch'), release.branch],
    release.rollback && [phrase('rollsBackTo'), releaseLink(release.environment, { number: release.rollback.to })],
    release.rollback?.after !== undefined && [phrase('afterTheFailureOf'), releaseLink(release.environment, { number: release.rollback.after })],
    release.rollback?.from !== undefined && [phrase('from'), releaseLink(release.environment, { number: release.rollback.from })],
    release.rollback && [phrase('database'), DATABASE[release.rollback.database] ?? release.rollback.database],
    release.rollback?.reason && [phrase('reason'), release.rollback.reason],
    release.rollbacks.length > 0 && [phrase('rollbacksToIt'), rollbacks(release, release.rollbacks)],
    release.leftBy?.length > 0 && [phrase('rolledBackBy'), rollbacks(release, release.leftBy)],
    ...Object.values(release.pins).map((pin) => [phrase('deploys'), element('span', { title: pinTitle(pin) }, `${pin.build}: ${pinText(pin)}`)]),
    release.readiness && [phrase('rollingBackToIt'), [readiness(release.readiness), element('span.rf-quiet', {}, ` ${release.readiness.text}, `, time(release.readiness.at))]],
    ...(release.overrides ?? []).map((each) => [phrase('overridden'), [`${each.target}: ${each.text}`, each.who ? phrase('by2', each.who) : '',
      !each.reached && !isOpen(release) && element('span.rf-tag.rf-tag-doubt', {}, phrase('notDeployed2'))]]),
    [phrase('started'), time(release.openedAt)],
    release.lockedAt && [phrase('waitedForTheLock'), duration(Date.parse(release.lockedAt) - Date.parse(release.openedAt))],
    release.endedAt ? [phrase('took'), duration(release.durationMs)] : [phrase('underWayFor'), since(release.openedAt)],
  ]);
}
