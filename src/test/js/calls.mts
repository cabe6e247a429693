// Calls of Northflank's own client by their names, each answer checked with the type that the client declares for it.
import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import { ApiClient } from '@northflank/js-client';
import { createGenerator } from 'ts-json-schema-generator';
import type { Answers } from './answers.mjs';

type At<T, Path extends string> = Path extends `${infer Head}.${infer Rest}`
  ? Head extends keyof T
    ? At<T[Head], Rest>
    : never
  : Path extends keyof T
    ? T[Path]
    : never;

type Call<N extends string> =
  At<ApiClient, N> extends (options: infer O) => Promise<{ data: infer D }> ? { options: O; data: D } : never;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

// Does not compile where the list of answers names another type than the client does.
const declared: { [N in keyof Answers]: Same<Answers[N], Call<N>['data']> } extends Record<keyof Answers, true>
  ? true
  : never = true;
assert.ok(declared);

// Fields that the API's reference has and the client's types lack.
const MORE_THAN_DECLARED = [/^\/(backups\/\d+\/)?uid$/, /^\/spec\/pendingActions$/];

const differences: string[] = [];

const schema = createGenerator({
  path: 'answers.mts',
  tsconfig: 'tsconfig.json',
  type: 'Answers',
  expose: 'none',
  skipTypeCheck: true,
}).createSchema('Answers');
const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
ajv.addSchema(schema, 'answers');
const { properties } = schema.definitions?.['Answers'] as { properties: Record<string, object> };

function isAnything(name: string): boolean {
  return Object.keys(properties[name] ?? {}).length === 0;
}

function check(name: string, data: unknown): void {
  const json = JSON.parse(JSON.stringify(data));
  if (isAnything(name)) {
    if (Object.keys(json).length > 0) {
      differences.push(`${name}: no answer is declared, but there is ${JSON.stringify(json)}`);
    }
    return;
  }
  const validate = ajv.getSchema(`answers#/definitions/Answers/properties/${name}`);
  assert.ok(validate, `no schema for ${name}`);
  validate(json);
  for (const { keyword, instancePath, message, params } of validate.errors ?? []) {
    const isKnown =
      keyword === 'additionalProperties' &&
      MORE_THAN_DECLARED.some((known) => known.test(`${instancePath}/${params['additionalProperty']}`));
    if (!isKnown) {
      differences.push(`${name}: ${instancePath} ${message} ${JSON.stringify(params)} in ${JSON.stringify(json)}`);
    }
  }
}

/** Fails where answers were not what the client declares. */
export function assertAllAsDeclared(): void {
  assert.deepEqual([...new Set(differences)], []);
}

/** Tells which request a call sent; the JUnit test compares it with the table in docs/compatibility.md. */
export function tell(name: string, method: string, path: string): void {
  console.log(`call ${name} ${method.toUpperCase()} ${path}`);
}

/** Calls the client, and answers the data. */
export type Caller = <N extends keyof Answers>(name: N, options: Call<N>['options']) => Promise<Answers[N]>;

export function caller(client: ApiClient): Caller {
  return async (name, options) => {
    const path = name.split('.');
    const call = path.reduce((at: any, part) => at[part], client);
    const { data, request } = await call(options);
    tell(name, request.method, new URL(request.url).pathname);
    check(name, data);
    return data;
  };
}
