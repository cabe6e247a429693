/** Talks to the host that serves the page: reads documents, and asks for changes. */

import { phrase } from './phrases.js';
import { setClock } from './text.js';

const mount = () => document.getElementById('release-flow');

/** The address of a page or document below Release Flow's root. */
export function address(path) {
  return mount().dataset.root + path;
}

/** The address of this page, with a slash at its end. */
export function here() {
  return location.pathname.replace(/\/*$/, '/');
}

/** The path of an environment below the root. */
export function environmentPath(environment) {
  return `environments/${encodeURIComponent(environment)}/`;
}

/** The path of a release below the root. */
export function releasePath(environment, number) {
  return `${environmentPath(environment)}releases/${number}/`;
}

/** The address of something of the host itself, below its root. */
export function hostAddress(path) {
  return mount().dataset.root.replace(/release-flow\/$/, '') + path;
}

/** The address of the releases of a job, which is beside Release Flow's root. */
export function jobAddress(job) {
  return hostAddress(`${job.split('/').map((name) => `job/${encodeURIComponent(name)}/`).join('')}release-flow/`);
}

/** What the host said when it refused. The message is for people. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * Reads a document.
 *
 * @param {string} url
 * @param {string} [tag] of the version that is there already
 * @returns {Promise<{document: ?Object, tag: ?string}>} no document where nothing is new
 */
export async function read(url, tag) {
  const response = await ask(url, { headers: tag ? { 'If-None-Match': tag } : {} });
  setClock(Date.parse(response.headers.get('Date') ?? ''));
  if (response.status === 304) {
    return { document: null, tag };
  }
  const document = await json(response);
  return { document, tag: response.headers.get('ETag') };
}

/** Reads a part of a log: its text, where the next one begins, and whether it is there already. */
export async function readLog(url) {
  const response = await ask(url, {});
  if (!response.ok) {
    await json(response);
  }
  return {
    text: await response.text(),
    next: Number(response.headers.get('X-Text-Size')),
    more: response.headers.get('X-More-Data') === 'true',
  };
}

/**
 * Asks for a change.
 *
 * @returns {Promise<Object>} what was answered
 * @throws {Refusal}
 */
export async function change(url, fields) {
  const { crumbHeader, crumbValue } = document.head.dataset;
  const response = await ask(url, {
    method: 'POST',
    headers: crumbHeader ? { [crumbHeader]: crumbValue } : {},
    body: new URLSearchParams(fields),
  });
  return json(response);
}

async function ask(url, options) {
  try {
    return await fetch(url, { ...options, cache: 'no-store', headers: { Accept: 'application/json', ...options.headers } });
  } catch {
    throw new Refusal(0, phrase('theHostDoesNotAnswerIsIt'));
  }
}

async function json(response) {
  const document = await response.json().catch(() => ({}));
  if (!response.ok) {
    const missing = response.status === 403 ? phrase('youMayNotSeeOrDoThis') : phrase('theHostAnswered', response.status);
    throw new Refusal(response.status, document.error ?? missing);
  }
  return document;
}
