/**
 * Makes elements. Whatever names, branches, logs and platforms say goes in as text, never as markup.
 */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element of HTML.
 *
 * @param {string} tag its name, with classes after dots: 'div.rf-card'
 * @param {Object<string, *>} attributes: `on…` are listeners; `false`, `null` and `undefined` leave an attribute out, `true` sets it empty
 * @param {...*} children elements, texts, arrays of them; `false`, `null` and `undefined` are left out
 */
export function element(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag.split('.')[0]), tag, attributes, children);
}

/** An element of SVG; otherwise as {@link element}. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag.split('.')[0]), tag, attributes, children);
}

function fill(made, tag, attributes, children) {
  const classes = tag.split('.').slice(1);
  if (classes.length > 0) {
    made.classList.add(...classes);
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      made.addEventListener(name.replace(/^on/, ''), value);
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, value === true ? '' : String(value));
    }
  }
  add(made, children);
  return made;
}

function add(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== false && child !== null && child !== undefined && child !== '') {
      parent.append(child instanceof Node ? child : visible(String(child)));
    }
  }
}

/** Control characters and those that turn the direction of text round are shown, so that no name can pass for another. */
export function visible(text) {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (character) =>
    character < ' ' ? String.fromCharCode(0x2400 + character.charCodeAt(0)) : '\ufffd');
}

/**
 * A part of the page that is drawn anew only when what it shows has changed. The focus stays on the element with the same `data-key`.
 *
 * @param {Element} parent where it is drawn
 * @param {function(*): *} draw makes the children of what is shown
 */
export class Section {
  #parent;
  #draw;
  #shown;

  constructor(parent, draw) {
    this.#parent = parent;
    this.#draw = draw;
  }

  show(value) {
    const text = JSON.stringify(value) ?? '';
    if (text === this.#shown) {
      return;
    }
    this.#shown = text;
    const focused = this.#parent.contains(document.activeElement) ? document.activeElement : null;
    const key = focused?.closest('[data-key]')?.dataset.key;
    this.#parent.replaceChildren();
    add(this.#parent, [this.#draw(value)]);
    if (key !== undefined) {
      [...this.#parent.querySelectorAll('[data-key]')].find((each) => each.dataset.key === key)?.focus();
    }
  }

  /** Draws it anew even if nothing changed. */
  again(value) {
    this.#shown = undefined;
    this.show(value);
  }
}
