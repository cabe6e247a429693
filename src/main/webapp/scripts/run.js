/** The page on which somebody has a job release: what its flow would take, and what else there is. */

import { element, visible } from './dom.js';
import { breadcrumbs, releaseLink } from './frame.js';
import { address, change, here, jobAddress, read, releasePath } from './host.js';
import { phrase } from './phrases.js';
import { pinText, pinTitle, relative } from './text.js';

const LOOK = 1500;

/** How a build can be chosen, beside leaving it to the flow. */
const WAYS = [
  ['branch', phrase('newestBuildOfABranch')],
  ['pullRequest', phrase('newestBuildOfAPullRequest')],
  ['commit', phrase('buildOfACommit')],
  ['buildId', phrase('oneBuild')],
  ['latest', phrase('newestBuildOfAll')],
];

/** Fills the page. */
export function runPage(page) {
  new RunPage(page);
}

class RunPage {
  #page;
  #job = '';
  #targets = [];
  #trouble = element('p.rf-alert', { 'data-tone': 'bad', role: 'alert', hidden: true });
  #run = element('button', { type: 'submit', class: 'jenkins-button jenkins-button--primary rf-button rf-button-primary' }, phrase('runRelease2'));

  constructor(page) {
    this.#page = page;
    this.#load();
  }

  async #load() {
    try {
      const { document: offer } = await read(`${here()}json`);
      this.#page.trouble(null);
      this.#show(offer);
    } catch (failure) {
      this.#page.trouble(failure);
    }
  }

  #show(offer) {
    this.#job = offer.job;
    document.title = phrase('runReleaseOfReleaseFlow', visible(offer.job));
    this.#targets = offer.environments.flatMap(({ environment, targets, services }) =>
      targets.map((target) => new TargetChoice(environment, target, services.find((each) => each.service === target.service))));
    this.#page.content.replaceChildren(...[
      breadcrumbs([[phrase('releaseFlow'), ''], [offer.job, jobAddress(offer.job)], [phrase('runRelease2')]]),
      element('div.rf-head', {}, element('h1', {}, phrase('runReleaseOf', offer.job))),
      element('p.rf-quiet', {}, phrase('runsTheJenkinsfileOfTheJobAs')),
      element('form.rf-run', { novalidate: true, onsubmit: (event) => this.#submit(event) },
        field('name', phrase('name'), (id) => element('input.jenkins-input.rf-input', { id, name: 'name', maxlength: 200, autocomplete: 'off' }), phrase('emptyForTheNameThatTheJenkinsfile')),
        field('description', phrase('description'), (id) => element('textarea.jenkins-input.rf-input', { id, name: 'description', rows: 3, maxlength: 2000 })),
        offer.environments.length === 0 && element('p.rf-quiet', {}, phrase('whatTheJobDeploysWhereIsKnown')),
        offer.environments.map((each) => element('section', { 'aria-label': each.environment },
          element('h2', {}, each.environment),
          each.services.filter((service) => service.problem).map((service) => element('p.rf-alert', { 'data-tone': 'doubt' }, phrase('theBuildsOfCantBeListedAn', service.service, service.problem))),
          element('div.rf-cards', {}, this.#targets.filter((choice) => choice.environment === each.environment).map((choice) => choice.element)))),
        element('label.rf-check', {}, element('input', { type: 'checkbox', name: 'allowOlder', value: 'true' }), phrase('buildsMayBeOlderThanTheLive')),
        this.#trouble,
        element('div.rf-dialog-buttons', {}, this.#run, element('a.jenkins-button.rf-button', { href: jobAddress(offer.job) }, phrase('cancel')))),
    ].filter(Boolean));
  }

  async #submit(event) {
    event.preventDefault();
    const form = event.target;
    const empty = this.#targets.find((choice) => choice.isIncomplete());
    if (empty) {
      this.#tell(phrase('sayWhichBuildGoesToIn', empty.target, empty.environment));
      empty.focus();
      return;
    }
    this.#run.disabled = true;
    try {
      const before = await this.#releases();
      const answer = await change(`${here()}start`, {
        name: form.elements.name.value,
        description: form.elements.description.value,
        allowOlder: String(form.elements.allowOlder.checked),
        overrides: JSON.stringify(this.#targets.map((choice) => choice.chosen()).filter(Boolean)),
      });
      this.#follow(answer, new Set(before.map(key)));
    } catch (failure) {
      this.#tell(failure.message);
      this.#run.disabled = false;
    }
  }

  async #releases() {
    const { document: list } = await read(`${jobAddress(this.#job)}json`);
    return list.releases;
  }

  /** Shows the release as soon as it is on record. */
  #follow(answer, before) {
    this.#page.say(answer.message);
    const place = element('p.rf-waits', { role: 'status' }, phrase('waitingForItsRelease'));
    this.#page.content.replaceChildren(...[
      breadcrumbs([[phrase('releaseFlow'), ''], [this.#job, jobAddress(this.#job)], [phrase('runRelease2')]]),
      element('div.rf-head', {}, element('h1', {}, phrase('runReleaseOf', this.#job))),
      element('p', {}, `${answer.message}.`), place,
      element('p', {}, element('a', { href: jobAddress(this.#job) }, phrase('releasesOf', this.#job))),
    ].filter(Boolean));
    const look = async () => {
      try {
        const made = (await this.#releases()).find((release) => !before.has(key(release)));
        if (made) {
          place.replaceChildren(phrase('itIs'), releaseLink(made.environment, made), '.');
          location.assign(address(releasePath(made.environment, made.number)));
          return;
        }
        this.#page.trouble(null);
      } catch (failure) {
        this.#page.trouble(failure);
      }
      setTimeout(look, LOOK);
    };
    look();
  }

  #tell(text) {
    this.#trouble.textContent = text;
    this.#trouble.hidden = false;
  }
}

function key(release) {
  return `${release.environment} ${release.number}`;
}

function field(name, label, input, hint) {
  const id = `rf-run-${name}`;
  return element('div.rf-field', {}, element('label', { for: id }, label), input(id), hint && element('span.rf-quiet', {}, hint));
}

/** What one target gets. */
class TargetChoice {
  #service;
  #id;
  #way;
  #value = null;
  #values;

  constructor(environment, offered, service) {
    this.environment = environment;
    this.target = offered.target;
    this.#service = service ?? { service: offered.service ?? '', branches: [], builds: [] };
    this.#id = `rf-run-${environment}-${offered.target.replaceAll(' ', '-')}`;
    this.#values = element('div');
    this.#way = element('select.jenkins-select__input.rf-input', { id: this.#id, 'data-target': offered.target, 'data-environment': environment, onchange: () => this.#ask() },
      element('option', { value: '' }, phrase('asTheJenkinsfileSays', offered.asks ? `: ${asked(offered.asks)}` : '')),
      WAYS.filter(([way]) => way !== 'pullRequest' || this.#pullRequests().length > 0).map(([value, label]) => element('option', { value }, label)));
    this.element = element('fieldset.rf-card.rf-target', {}, element('legend', {}, offered.target),
      element('p.rf-quiet', {}, isSame(offered) ? [phrase('wouldGet'), pin(offered.last), phrase('asFromRelease', offered.lastRelease)]
        : [offered.takes && [phrase('wouldGet'), pin(offered.takes), '. '], phrase('lastGot'), pin(offered.last), phrase('fromRelease', offered.lastRelease)]),
      element('div.rf-field', {}, element('label', { for: this.#id }, phrase('build')), this.#way), this.#values);
  }

  #pullRequests() {
    return [...new Set(this.#service.builds.map((build) => build.pullRequest).filter((number) => number !== undefined))];
  }

  #ask() {
    const id = `${this.#id}-value`;
    const choices = (label, options) => options.length === 0
      ? this.#typed(id, label)
      : [element('label', { for: id }, label), element('select.jenkins-select__input.rf-input', { id }, options.map(([value, text]) => element('option', { value }, text)))];
    const made = {
      '': () => [],
      latest: () => [],
      branch: () => choices(phrase('branch'), this.#service.branches.map((name) => [name, this.#told(name, (build) => build.branch === name)])),
      pullRequest: () => choices(phrase('pullRequest'), this.#pullRequests().map((number) => [number, this.#told(`#${number}`, (build) => build.pullRequest === number)])),
      buildId: () => choices(phrase('buildId'), this.#service.builds.map((build) => [build.buildId, `${build.buildId}: ${pinText(build)}${age(build)}`])),
      commit: () => [...this.#typed(id, phrase('commit2'), `${id}-list`), element('datalist', { id: `${id}-list` },
        this.#service.builds.filter((build) => build.commit).map((build) => element('option', { value: build.commit }, `${build.branch} ${build.buildId}`)))],
    }[this.#way.value]();
    this.#values.replaceChildren(...(made.length > 0 ? [element('div.rf-field', {}, made)] : []));
    this.#value = this.#values.querySelector('select, input');
  }

  #typed(id, label, list) {
    return [element('label', { for: id }, label), element('input.jenkins-input.rf-input', { id, list, autocomplete: 'off', maxlength: 200 })];
  }

  #told(name, isMeant) {
    const newest = this.#service.builds.find(isMeant);
    return newest ? `${name}: ${newest.commit.slice(0, 7) || newest.buildId}${age(newest)}` : phrase('noBuildIsListed', name);
  }

  isIncomplete() {
    return this.#value !== null && this.#value.value.trim() === '';
  }

  focus() {
    this.#value.focus();
  }

  /** What is to be sent; null where it is left to the flow. */
  chosen() {
    const way = this.#way.value;
    if (way === '') {
      return null;
    }
    const build = way === 'latest' ? { commit: 'latest' } : { [way]: this.#value.value.trim() };
    return { environment: this.environment, target: this.target, build: this.#service.service, ...build };
  }
}

function isSame({ takes, last }) {
  return takes !== undefined && takes.buildId === last.buildId;
}

function asked(selector) {
  if (selector.buildId) {
    return phrase('buildOf', selector.buildId, selector.service);
  }
  const source = selector.branch ? phrase('of4', selector.branch) : selector.pullRequest ? phrase('ofPullRequest', selector.pullRequest) : '';
  return selector.commit === 'latest' ? phrase('newestOf', selector.service, source.replace(' of ', ' on ')) : phrase('commitOf', selector.commit.slice(0, 7), selector.service);
}

function pin(pinned) {
  return element('span', { title: pinTitle(pinned) }, pinText(pinned), pinned.buildId && pinned.commit ? ` (${pinned.buildId})` : '');
}

function age(build) {
  return build.builtAt ? `, ${relative(Date.parse(build.builtAt))}` : '';
}
