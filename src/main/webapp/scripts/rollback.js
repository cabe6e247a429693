/** The preview of a rollback: what would be done, what would be lost, and the decision. */

import { element, Section } from './dom.js';
import { change, here, read } from './host.js';
import { duration, pinText, pinTitle, size, time, word } from './text.js';

const WAYS = [
  ['code', 'Code only', 'The database stays as it is.'],
  ['undo', 'Code, and migrations undone', 'Each migration since is undone by the build that is being left, before the services go back.'],
  ['restore', 'Code, and the database from a backup', 'What was written since the backup is lost. A fresh backup is made first.'],
];

/**
 * Opens the preview.
 *
 * @param {string} title of the release to go back to
 * @param {function(Object): void} done is told what was answered
 */
export function previewRollback(title, done) {
  new Preview(title, done);
}

class Preview {
  #done;
  #wish = { database: '', backup: '' };
  #plan = null;
  #asked = 0;
  #body = element('div', { 'aria-busy': 'true', 'aria-live': 'polite' }, element('p.rf-quiet', {}, 'Looking at the record and at the platform …'));
  #trouble = element('p.rf-alert', { 'data-tone': 'bad', role: 'alert', hidden: true });
  #ways = element('fieldset.rf-choices', { hidden: true });
  #decision = element('div', { hidden: true });
  #confirm = element('button', { type: 'submit', class: 'jenkins-button rf-button rf-button-danger jenkins-!-destructive-color', disabled: true }, 'Roll back');
  #section = new Section(this.#body, (plan) => preview(plan, (id) => this.#choose({ backup: id })));
  #dialog;

  constructor(title, done) {
    this.#done = done;
    const form = element('form', { novalidate: true, onsubmit: (event) => this.#submit(event) },
      element('h2', { id: 'rf-rollback-title' }, `Roll back to ${title}`),
      this.#ways, this.#body, this.#decision, this.#trouble,
      element('div.rf-dialog-buttons', {}, this.#confirm,
        element('button.jenkins-button.rf-button', { type: 'button', onclick: () => this.#dialog.close() }, 'Cancel')));
    this.#dialog = element('dialog.rf-dialog.rf-dialog-wide', { 'aria-labelledby': 'rf-rollback-title', onclose: () => this.#dialog.remove() }, form);
    document.getElementById('release-flow').append(this.#dialog);
    this.#dialog.showModal();
    this.#look();
  }

  #choose(wish) {
    this.#wish = { ...this.#wish, ...wish };
    this.#look();
  }

  /** Only the answer to the newest question counts. */
  async #look() {
    const asked = ++this.#asked;
    this.#confirm.disabled = true;
    this.#body.setAttribute('aria-busy', 'true');
    try {
      const { document: plan } = await read(`${here()}rollback/plan?${new URLSearchParams(this.#wish)}`);
      if (asked === this.#asked) {
        this.#show(plan);
      }
    } catch (failure) {
      if (asked === this.#asked) {
        this.#tell(failure.message);
      }
    } finally {
      this.#body.removeAttribute('aria-busy');
    }
  }

  #show(plan) {
    this.#plan = plan;
    this.#trouble.hidden = true;
    this.#section.show(plan);
    if (this.#ways.hidden) {
      this.#ways.append(element('legend', {}, 'What happens to the database'), ...WAYS.map(([value, label, hint]) => element('label.rf-choice', {},
        element('input', { type: 'radio', name: 'database', value, checked: value === plan.database, onchange: () => this.#choose({ database: value, backup: '' }) }),
        element('span', {}, element('strong', {}, label, value === plan.fitting && element('span.rf-tag', {}, 'fits the migrations since')), element('span.rf-quiet', {}, hint)))));
      this.#ways.hidden = false;
    }
    this.#decision.replaceChildren(...(plan.nothingToDo ? [] : decision(plan, this.#decision)));
    this.#decision.hidden = false;
    this.#confirm.disabled = plan.nothingToDo || plan.problems.some((problem) => problem.blocking);
  }

  async #submit(event) {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(event.target));
    const plan = this.#plan;
    if ((values.reason ?? '').trim() === '') {
      this.#tell('Reason is missing.');
      event.target.querySelector('[name=reason]').focus();
      return;
    }
    if (plan.database === 'restore' && values.environment !== plan.environment) {
      this.#tell(`Type ${plan.environment} to confirm that its database is replaced.`);
      event.target.querySelector('[name=environment]').focus();
      return;
    }
    this.#confirm.disabled = true;
    try {
      const answer = await change(`${here()}rollback/run`, {
        database: plan.database,
        backup: plan.backups.find((backup) => backup.chosen)?.id ?? '',
        digest: plan.digest,
        preempt: String(plan.preempts !== undefined),
        confirm: values.environment ?? '',
        reason: values.reason,
      });
      this.#dialog.close();
      this.#done(answer);
    } catch (failure) {
      this.#tell(failure.message);
      this.#confirm.disabled = false;
    }
  }

  #tell(text) {
    this.#trouble.textContent = text;
    this.#trouble.hidden = false;
  }
}

function preview(plan, chooseBackup) {
  return [
    plan.nothingToDo && element('p.rf-alert', { 'data-tone': 'idle' }, 'What this release put there is live already. There is nothing to roll back.'),
    plan.problems.map((problem) => element('div.rf-alert', { 'data-tone': problem.blocking ? 'bad' : 'doubt' },
      element('p', {}, element('strong', {}, problem.blocking ? 'Not possible: ' : 'Note: '), problem.message, problem.remedy && `; ${problem.remedy}`))),
    plan.jobGone && element('p.rf-alert', { 'data-tone': 'idle' }, `The job ${plan.job} that made the release is gone. The rollback is a build of a job of Release Flow’s own.`),
    plan.lastDrill && drill(plan.lastDrill),
    plan.preempts !== undefined && element('p.rf-alert', { 'data-tone': 'doubt' }, `Release #${plan.preempts} is under way, and is aborted first.`),
    plan.losses.length > 0 && element('div.rf-alert', { 'data-tone': 'bad' }, element('h3', {}, 'What is lost'), plan.losses.map((loss) => element('p', {}, loss))),
    part('What changes', ['Target', 'Live now', 'Will be'], plan.targets.map((target) => [
      target.target,
      isDrift(target) ? [pin(target.running), element('span.rf-tag.rf-tag-doubt', {}, 'not by a release')] : [pin(target.live), target.liveSince && [', ', time(target.liveSince)]],
      target.change === 'changed' ? pin(target.willBe) : word(target.change),
    ])),
    part(`Migrations since: ${word(plan.verdict).toLowerCase()}`, ['Release', 'Job', 'Verdict', 'Undone by'], plan.migrations.map((migration) => [
      `#${migration.release}`, migration.job, `${word(migration.verdict)}, ${word(migration.evidence).toLowerCase()}`, migration.undo ?? 'nothing declared',
    ])),
    plan.database === 'restore' && backups(plan.backups, chooseBackup),
    element('h3', {}, 'What is done, in this order'),
    element('ol.rf-notes', {}, plan.calls.map((call) => element('li', {}, element('strong', {}, callText(call)), `: ${call.why}`))),
    plan.permanent.length > 0 && [element('h3', {}, 'What can’t be undone'), element('ul.rf-notes', {}, plan.permanent.map((each) => element('li', {}, each)))],
  ];
}

/** The last time that somebody tried a rollback with a restore on scratch resources. One that was cut off tells no end. */
function drill(last) {
  if (last.well) {
    return element('p.rf-quiet', {}, `Last drill ${duration(last.durationMs)}, `, time(last.at), ', with what ', `#${last.release} left.`);
  }
  return element('p.rf-alert', { 'data-tone': 'doubt' }, 'The last drill, ', time(last.at), last.well === undefined ? ', has not ended.' : `, failed after ${duration(last.durationMs)}: ${last.message}`);
}

/** Whether the platform runs something else than the ledger says. It may tell less of a build, so its id decides. */
function isDrift({ running, live }) {
  return running !== undefined && (live === undefined || (running.buildId ?? running.image) !== (live.buildId ?? live.image));
}

function pin(pinned) {
  return pinned ? element('span', { title: pinTitle(pinned) }, pinText(pinned), pinned.buildId && element('span.rf-quiet', {}, ` ${pinned.buildId}`)) : 'nothing known';
}

function callText(call) {
  switch (call.kind) {
    case 'backup': return `Back up ${call.addon}`;
    case 'restore': return `Restore ${call.addon} from ${call.backup}`;
    case 'deployment': return `Deploy ${pinText(call.pin)} to ${call.target}`;
    default: return [word(call.kind), call.job, call.command].filter(Boolean).join(' ');
  }
}

function part(title, columns, rows) {
  return rows.length > 0 && [
    element('h3', {}, title),
    element('div.rf-scroll', { tabindex: 0, role: 'region', 'aria-label': title }, element('table.rf-table', {},
      element('thead', {}, element('tr', {}, columns.map((column) => element('th', { scope: 'col' }, column)))),
      element('tbody', {}, rows.map(([head, ...cells]) => element('tr', {}, element('th', { scope: 'row' }, head), cells.map((cell) => element('td', {}, cell))))))),
  ];
}

function backups(list, choose) {
  return element('fieldset.rf-choices', {}, element('legend', {}, 'From which backup'), list.map((backup) => element('label.rf-choice', {},
    element('input', { type: 'radio', name: 'backup', value: backup.id, checked: backup.chosen, 'data-key': `backup-${backup.id}`, onchange: () => choose(backup.id) }),
    element('span', {}, element('strong', {}, `${backup.id} of ${backup.addon}`),
      element('span.rf-quiet', {}, 'made ', time(backup.endedAt), ` by release #${backup.release}`, backup.size !== undefined && `, ${size(backup.size)}`,
        `; loses what was written in the last ${duration(backup.losesMs)}`, !backup.fits && '; its schema does not fit that release')))));
}

/** The fields of the decision. What was typed already stays. */
function decision(plan, before) {
  const typed = (name) => before.querySelector(`[name=${name}]`)?.value ?? '';
  const field = (name, label, hint) => element('div.rf-field', {}, element('label', { for: `rf-rollback-${name}` }, label),
    element('input.jenkins-input.rf-input', { id: `rf-rollback-${name}`, name, value: typed(name), autocomplete: 'off', maxlength: 400 }), element('span.rf-quiet', {}, hint));
  return [
    field('reason', 'Reason', 'It is kept in the record, with your name. The environment is on hold afterwards, so that the next commit does not undo this.'),
    ...(plan.database === 'restore' ? [field('environment', `Type ${plan.environment} to confirm`, 'Its database is replaced.')] : []),
  ];
}
