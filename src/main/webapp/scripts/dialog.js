/** Asks before something is changed. */

import { element } from './dom.js';
import { phrase } from './phrases.js';

let counter = 0;

/**
 * Opens a dialog, and closes it when the change was made. What the host refuses is shown in it.
 *
 * @param {Object} question
 * @param {string} question.title
 * @param {Array} [question.text] what will happen, above the fields
 * @param {Array<Object>} [question.fields] each with name, label, and one of: `choices` (value, label, hint), `multiline`, `expected` (a text that must be typed)
 * @param {string} question.confirm the label of the button that does it
 * @param {boolean} [question.dangerous]
 * @param {function(Object<string, string>): Promise<*>} question.submit makes the change
 */
export function ask(question) {
  const id = `rf-dialog-${++counter}`;
  const trouble = element('p.rf-alert', { 'data-tone': 'bad', role: 'alert', hidden: true });
  const confirm = element('button.jenkins-button.rf-button', {
    type: 'submit',
    class: `jenkins-button rf-button ${question.dangerous ? 'rf-button-danger jenkins-!-destructive-color' : 'rf-button-primary jenkins-button--primary'}`,
  }, question.confirm);
  const form = element('form', { novalidate: true },
    element('h2', { id }, question.title),
    question.text ?? [],
    (question.fields ?? []).map((field) => fieldOf(field, id)),
    trouble,
    element('div.rf-dialog-buttons', {},
      confirm,
      element('button.jenkins-button.rf-button', { type: 'button', onclick: () => dialog.close() }, phrase('cancel'))));
  const dialog = element('dialog.rf-dialog', { 'aria-labelledby': id, onclose: () => dialog.remove() }, form);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(form));
    const problem = missing(question.fields ?? [], values);
    if (problem) {
      show(trouble, problem.text);
      form.querySelector(`[name="${problem.name}"]`)?.focus();
      return;
    }
    confirm.disabled = true;
    try {
      await question.submit(values);
      dialog.close();
    } catch (failure) {
      show(trouble, failure.message);
    } finally {
      confirm.disabled = false;
    }
  });
  document.getElementById('release-flow').append(dialog);
  dialog.showModal();
  return dialog;
}

function show(trouble, text) {
  trouble.textContent = text;
  trouble.hidden = false;
}

function missing(fields, values) {
  for (const field of fields.filter((each) => !isHidden(each, values))) {
    const value = (values[field.name] ?? '').trim();
    if (field.expected !== undefined && value !== field.expected) {
      return { name: field.name, text: phrase('typeToConfirm', field.expected) };
    } else if (field.required && value === '') {
      return { name: field.name, text: phrase('isMissing', field.label) };
    }
  }
  return null;
}

function isHidden(field, values) {
  return field.onlyFor && values[field.onlyFor.name] !== field.onlyFor.value;
}

function fieldOf(field, dialog) {
  const id = `${dialog}-${field.name}`;
  if (field.choices) {
    return element('fieldset.rf-choices', {}, element('legend', {}, field.label),
      field.choices.map((choice, index) => element('label.rf-choice', {},
        element('input', { type: 'radio', name: field.name, value: choice.value, checked: index === 0, disabled: choice.disabled }),
        element('span', {}, element('strong', {}, choice.label), choice.hint && element('span.rf-quiet', {}, choice.hint)))));
  }
  const input = field.multiline
    ? element('textarea.jenkins-input.rf-input', { id, name: field.name, rows: 4, maxlength: 2000 }, field.value ?? '')
    : element('input.jenkins-input.rf-input', { id, name: field.name, value: field.value ?? '', maxlength: 400, autocomplete: 'off' });
  return element('div.rf-field', {}, element('label', { for: id }, field.label), input, field.hint && element('span.rf-quiet', {}, field.hint));
}
