/** What ledger, platform and database say of an environment, and what to do where they differ. */

import { ask } from './dialog.js';
import { element } from './dom.js';
import { address, change, environmentPath, read } from './host.js';
import { pinText, pinTitle, time } from './text.js';

const VERDICTS = {
  none: ['good', 'As recorded'],
  'under-way': ['live', 'Being changed'],
  uncertain: ['doubt', 'Not certain'],
  'continuous-deployment': ['bad', 'Continuous deployment'],
  different: ['bad', 'Something else'],
  gone: ['bad', 'Nothing there'],
  unknown: ['idle', 'Not known'],
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
  const box = element('section.rf-drift', { 'aria-label': 'Drift' });
  const show = (report) => box.replaceChildren(...parts(report));
  const trouble = (failure) => box.replaceChildren(element('p.rf-alert', { 'data-tone': 'bad', role: 'alert' }, failure.message));
  const refresh = () => read(address(path)).then(({ document }) => show(document)).catch((failure) => failure.status !== 404 && trouble(failure));
  refresh();
  return box;

  function parts(report) {
    return [
      element('div.rf-head', {},
        element('h2', {}, 'Drift'),
        may.manage && element('button.jenkins-button.rf-button', { type: 'button', 'data-key': 'drift-check', onclick: check }, 'Look for drift')),
      element('p.rf-quiet', {}, report.checkedAt
        ? ['The ledger was compared with the platform ', time(report.checkedAt), '.']
        : 'Nobody has compared the ledger with the platform since the start. It is done every hour.'),
      report.checkedAt && report.targets.length > 0 && table(report),
      report.schema && element('p', {}, tag(report.schema.drift ? 'bad' : 'good', report.schema.drift ? 'Schema drift' : 'Schema'), ' ', report.schema.text, ', ', time(report.schema.at), '.'),
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
    return element('div.rf-scroll', { tabindex: 0, role: 'region', 'aria-label': 'Targets and their drift' },
      element('table.rf-table', {},
        element('thead', {}, element('tr', {}, ['Target', 'By the ledger', 'On the platform', 'Compared'].map((each) => element('th', { scope: 'col' }, each)))),
        element('tbody', {}, report.targets.map((target) => element('tr', {},
          element('th', { scope: 'row' }, target.target),
          element('td.rf-break', {}, pin(target.ledger)),
          element('td.rf-break', {}, pin(target.platform)),
          element('td', {}, tag(...VERDICTS[target.verdict]),
            target.verdict !== 'none' && element('span.rf-row-note', {}, target.text),
            target.remedy && element('span.rf-quiet.rf-row-note', {}, target.remedy),
            target.drift && target.platform && may.manage && element('button.jenkins-button.rf-button.rf-button-small', { type: 'button', 'data-key': `adopt-${target.target}`, onclick: () => adopt(target) }, 'Adopt…')))))));
  }

  function adopt(target) {
    ask({
      title: `Adopt what is on ${target.target}`,
      text: [element('p', {}, `${target.pin} is taken for what is meant to be there. Nothing on the platform is changed, and no migration is run.`)],
      fields: [{ name: 'reason', label: 'Reason', required: true, hint: 'It is kept in the record, with your name.' }],
      confirm: 'Adopt it',
      submit: async ({ reason }) => {
        done(await change(address(`${path}adopt`), { target: target.target, pin: target.pin, reason }));
        await refresh();
      },
    });
  }
}

function pin(known) {
  return known ? element('span', { title: pinTitle(known) }, pinText(known)) : element('span.rf-quiet', {}, 'nothing');
}

function tag(tone, text) {
  return element('span.rf-tag', { 'data-tone': tone, class: 'rf-tag rf-tag-tone' }, text);
}
