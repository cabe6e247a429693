/** What ledger, platform and database say of an environment, and what to do where they differ. */

import { ask } from './dialog.js';
import { element } from './dom.js';
import { address, change, environmentPath, read } from './host.js';
import { phrase } from './phrases.js';
import { dataTable } from './table.js';
import { pinText, pinTitle, time } from './text.js';

const VERDICTS = {
  none: ['good', phrase('asRecorded')],
  'under-way': ['live', phrase('beingChanged')],
  uncertain: ['doubt', phrase('notCertain')],
  'continuous-deployment': ['bad', phrase('continuousDeployment')],
  different: ['bad', phrase('somethingElse')],
  gone: ['bad', phrase('nothingThere')],
  unknown: ['idle', phrase('notKnown')],
};

/**
 * A part of the environment's page that keeps itself.
 *
 * @param {string} environment
 * @param {Object} may what the reader may do
 * @param {function(Object)} done is told what was answered when something was changed
 */
export function drift(environment, may, done) {
  const path = `${environmentPath(environment)}drift/`;
  const box = element('section.rf-drift', { 'aria-label': phrase('drift') });
  const show = (report) => box.replaceChildren(...parts(report));
  const trouble = (failure) => box.replaceChildren(element('p.rf-alert', { 'data-tone': 'bad', role: 'alert' }, failure.message));
  const refresh = () => read(address(path)).then(({ document }) => show(document)).catch((failure) => failure.status !== 404 && trouble(failure));
  refresh();
  return box;

  function parts(report) {
    return [
      element('div.rf-head', {},
        element('h2', {}, phrase('drift')),
        may.manage && element('button.jenkins-button.rf-button', { type: 'button', 'data-key': 'drift-check', onclick: check }, phrase('lookForDrift'))),
      element('p.rf-quiet', {}, report.checkedAt
        ? [phrase('theLedgerWasComparedWithThePlatform'), time(report.checkedAt), '.']
        : phrase('nobodyHasComparedTheLedgerWithThe')),
      report.checkedAt && report.targets.length > 0 && table(report),
      report.schema && element('p', {}, tag(report.schema.drift ? 'bad' : 'good', report.schema.drift ? phrase('schemaDrift') : phrase('schema')), ' ', report.schema.text, ', ', time(report.schema.at), '.',
        report.schema.drift && element('span.rf-quiet.rf-row-note', {}, report.schema.remedy),
        report.schema.drift && may.manage && element('button.jenkins-button.rf-button.rf-button-small', { type: 'button', 'data-key': 'adopt-schema', onclick: () => adopt({ target: 'schema', pin: report.schema.version }) }, phrase('adopt'))),
    ].flat(1).filter(Boolean);
  }

  async function check(event) {
    event.target.disabled = true;
    try {
      const answer = await change(address(`${path}check`), {});
      done(answer);
      await refresh();
    } catch (failure) {
      trouble(failure);
    }
  }

  function table(report) {
    return dataTable(phrase('targetsAndTheirDrift'), [phrase('target'), phrase('byTheLedger'), phrase('onThePlatform'), phrase('compared')], report.targets.map((target) => [
      target.target,
      pin(target.ledger),
      pin(target.platform),
      [
        tag(...VERDICTS[target.verdict]),
        target.verdict !== 'none' && element('span.rf-row-note', {}, target.text),
        target.remedy && element('span.rf-quiet.rf-row-note', {}, target.remedy),
        target.drift && target.platform && may.manage && element('button.jenkins-button.rf-button.rf-button-small', { type: 'button', 'data-key': `adopt-${target.target}`, onclick: () => adopt(target) }, phrase('adopt')),
      ],
    ]));
  }

  function adopt(target) {
    ask({
      title: phrase('adoptWhatIsOn', target.target),
      text: [element('p', {}, phrase('isTakenForWhatIsMeantTo', target.pin))],
      fields: [{ name: 'reason', label: phrase('reason'), required: true, hint: phrase('itIsKeptInTheRecordWith') }],
      confirm: phrase('adoptIt'),
      submit: async ({ reason }) => {
        done(await change(address(`${path}adopt`), { target: target.target, pin: target.pin, reason }));
        await refresh();
      },
    });
  }
}

function pin(known) {
  return known ? element('span', { title: pinTitle(known) }, pinText(known)) : element('span.rf-quiet', {}, phrase('nothing'));
}

function tag(tone, text) {
  return element('span.rf-tag', { 'data-tone': tone, class: 'rf-tag rf-tag-tone' }, text);
}
