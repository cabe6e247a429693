/** The preview of a rollback: what would be done, what would be lost, and the decision. */

import { element, Section } from './dom.js';
import { change, here, read } from './host.js';
import { phrase } from './phrases.js';
import { dataTable } from './table.js';
import { duration, pinText, pinTitle, size, time, word } from './text.js';

const WAYS = [
  ['code', phrase('codeOnly'), phrase('theDatabaseStaysAsItIs')],
  ['undo', phrase('codeAndMigrationsUndone'), phrase('eachMigrationSinceIsUndoneByThe')],
  ['restore', phrase('codeAndTheDatabaseFromABackup'), phrase('whatWasWrittenSinceTheBackupIs')],
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
  #body = element('div', { 'aria-busy': 'true', 'aria-live': 'polite' }, element('p.rf-quiet', {}, phrase('lookingAtTheRecordAndAtThe')));
  #trouble = element('p.rf-alert', { 'data-tone': 'bad', role: 'alert', hidden: true });
  #ways = element('fieldset.rf-choices', { hidden: true });
  #decision = element('div', { hidden: true });
  #confirm = element('button', { type: 'submit', class: 'jenkins-button rf-button rf-button-danger jenkins-!-destructive-color', disabled: true }, phrase('rollBack'));
  #section = new Section(this.#body, (plan) => preview(plan, (id) => this.#choose({ backup: id })));
  #dialog;

  constructor(title, done) {
    this.#done = done;
    const form = element('form', { novalidate: true, onsubmit: (event) => this.#submit(event) },
      element('h2', { id: 'rf-rollback-title' }, phrase('rollBackTo', title)),
      this.#ways, this.#body, this.#decision, this.#trouble,
      element('div.rf-dialog-buttons', {}, this.#confirm,
        element('button.jenkins-button.rf-button', { type: 'button', onclick: () => this.#dialog.close() }, phrase('cancel'))));
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
      this.#ways.append(element('legend', {}, phrase('whatHappensToTheDatabase')), ...WAYS.map(([value, label, hint]) => element('label.rf-choice', {},
        element('input', { type: 'radio', name: 'database', value, checked: value === plan.database, onchange: () => this.#choose({ database: value, backup: '' }) }),
        element('span', {}, element('strong', {}, label, value === plan.fitting && element('span.rf-tag', {}, phrase('fitsTheMigrationsSince'))), element('span.rf-quiet', {}, hint)))));
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
      this.#tell(phrase('reasonIsMissing'));
      event.target.querySelector('[name=reason]').focus();
      return;
    }
    if (plan.database === 'restore' && values.environment !== plan.environment) {
      this.#tell(phrase('typeToConfirmThatItsDatabaseIs', plan.environment));
      event.target.querySelector('[name=environment]').focus();
      return;
    }
    this.#confirm.disabled = true;
    try {
      const answer = await change(`${here()}rollback/run`, {
        database: plan.database,
        backup: plan.backups.find((backup) => backup.chosen)?.id ?? '',
        digest: plan.digest,
        preempt: String(values.preempt === 'true'),
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
    plan.nothingToDo && element('p.rf-alert', { 'data-tone': 'idle' }, phrase('whatThisReleasePutThereIsLive')),
    plan.problems.map((problem) => element('div.rf-alert', { 'data-tone': problem.blocking ? 'bad' : 'doubt' },
      element('p', {}, element('strong', {}, problem.blocking ? phrase('notPossible2') : phrase('note')), problem.message, problem.remedy && `; ${problem.remedy}`))),
    plan.jobGone && element('p.rf-alert', { 'data-tone': 'idle' }, phrase('theJobThatMadeTheReleaseIs', plan.job)),
    plan.lastDrill && drill(plan.lastDrill),
    plan.losses.length > 0 && element('div.rf-alert', { 'data-tone': 'bad' }, element('h3', {}, phrase('whatIsLost')), plan.losses.map((loss) => element('p', {}, loss))),
    part(phrase('whatChanges'), [phrase('target'), phrase('liveNow'), phrase('willBe')], plan.targets.map((target) => [
      target.target,
      isDrift(target) ? [pin(target.running), element('span.rf-tag.rf-tag-doubt', {}, phrase('notByARelease'))] : [pin(target.live), target.liveSince && [', ', time(target.liveSince)]],
      target.change === 'changed' ? pin(target.willBe) : word(target.change),
    ])),
    part(phrase('migrationsSince', word(plan.verdict).toLowerCase()), [phrase('release'), phrase('job'), phrase('verdict'), phrase('undoneBy2')], plan.migrations.map((migration) => [
      `#${migration.release}`, migration.addon ? `${migration.job} (${migration.addon})` : migration.job, `${word(migration.verdict)}, ${word(migration.evidence).toLowerCase()}`, migration.undo ?? phrase('nothingDeclared'),
    ])),
    plan.database === 'restore' && backups(plan.backups, chooseBackup),
    plan.readiness === 'ready' && [element('h3', {}, phrase('whatIsDoneInThisOrder')),
      element('ol.rf-notes', {}, plan.calls.map((call) => element('li', {}, element('strong', {}, callText(call)), `: ${call.why}`)))],
    plan.permanent.length > 0 && [element('h3', {}, phrase('whatCantBeUndone')), element('ul.rf-notes', {}, plan.permanent.map((each) => element('li', {}, each)))],
  ];
}

/** The last time that somebody tried a rollback with a restore on scratch resources. One that was cut off tells no end. */
function drill(last) {
  if (last.well) {
    return element('p.rf-quiet', {}, phrase('lastDrill', duration(last.durationMs)), time(last.at), phrase('withWhat'), phrase('left', last.release));
  }
  return element('p.rf-alert', { 'data-tone': 'doubt' }, phrase('theLastDrill'), time(last.at), last.well === undefined ? phrase('hasNotEnded') : phrase('failedAfter', duration(last.durationMs), last.message));
}

/** Whether the platform runs something else than the ledger says. It may tell less of a build, so its id decides. */
function isDrift({ running, live }) {
  return running !== undefined && (live === undefined || (running.buildId ?? running.image) !== (live.buildId ?? live.image));
}

function pin(pinned) {
  return pinned ? element('span', { title: pinTitle(pinned) }, pinText(pinned), pinned.buildId && element('span.rf-quiet', {}, ` ${pinned.buildId}`)) : phrase('nothingKnown');
}

function callText(call) {
  switch (call.kind) {
    case 'backup': return phrase('backUp', call.addon);
    case 'restore': return phrase('restoreFrom', call.addon, call.backup);
    case 'deployment': return phrase('deployTo', pinText(call.pin), call.target);
    default: return [word(call.kind), call.job, call.command].filter(Boolean).join(' ');
  }
}

function part(title, columns, rows) {
  return rows.length > 0 && [
    element('h3', {}, title),
    dataTable(title, columns, rows),
  ];
}

function backups(list, choose) {
  return element('fieldset.rf-choices', {}, element('legend', {}, phrase('fromWhichBackup')), list.map((backup) => element('label.rf-choice', {},
    element('input', { type: 'radio', name: 'backup', value: backup.id, checked: backup.chosen, 'data-key': `backup-${backup.id}`, onchange: () => choose(backup.id) }),
    element('span', {}, element('strong', {}, phrase('of3', backup.id, backup.addon)),
      element('span.rf-quiet', {}, phrase('made'), time(backup.endedAt), phrase('byRelease2', backup.release), backup.size !== undefined && `, ${size(backup.size)}`,
        phrase('losesWhatWasWrittenInTheLast', duration(backup.losesMs)), !backup.fits && phrase('itsSchemaDoesNotFitThatRelease'))))));
}

/** The fields of the decision. What was typed already stays. */
function decision(plan, before) {
  const typed = (name) => before.querySelector(`[name=${name}]`)?.value ?? '';
  const ends = before.querySelector('[name=preempt]:checked')?.value === 'true';
  const order = (value, label, hint) => element('label.rf-choice', {},
    element('input', { type: 'radio', name: 'preempt', value, checked: ends === (value === 'true') }),
    element('span', {}, element('strong', {}, label), element('span.rf-quiet', {}, hint)));
  const field = (name, label, hint) => element('div.rf-field', {}, element('label', { for: `rf-rollback-${name}` }, label),
    element('input.jenkins-input.rf-input', { id: `rf-rollback-${name}`, name, value: typed(name), autocomplete: 'off', maxlength: 400 }), element('span.rf-quiet', {}, hint));
  return [
    ...(plan.preempts === undefined ? [] : [element('fieldset.rf-choices', {}, element('legend', {}, phrase('releaseIsUnderWay', plan.preempts)),
      order('false', phrase('waitForItsEnd'), phrase('theRollbackIsNext')),
      order('true', phrase('endItForTheRollback'), phrase('itsBuildIsStopped')))]),
    field('reason', phrase('reason'), phrase('itIsKeptInTheRecordWith2')),
    ...(plan.database === 'restore' ? [field('environment', phrase('typeToConfirm2', plan.environment), phrase('itsDatabaseIsReplaced'))] : []),
  ];
}
