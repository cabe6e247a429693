// Drives a running emulator with Northflank's own command line, in one process since each start of it is slow; the JUnit test OfficialClientsTest starts both.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const { EMULATOR_ADDRESS: host, EMULATOR_TOKEN: token } = process.env;
const directory = join(homedir(), '.northflank');
mkdirSync(directory, { recursive: true });
writeFileSync(
  join(directory, 'config.json'),
  JSON.stringify({
    current: 'emulator',
    contexts: [{ name: 'emulator', host, token }],
    // A number: with a date as text, each command would ask npm's registry for a newer version.
    lastUpdateCheck: Date.now(),
  }),
);

// Loading the command line runs it, with the arguments of this process.
const print = console.log;
const loaded = new Promise((resolve) => {
  console.log = resolve;
});
process.argv = [process.argv[0], 'northflank', 'context', 'ls'];
const require = createRequire(import.meta.url);
const cli = require.resolve('@northflank/cli/dist/cli.js');
const { getProgram } = require(cli);
const { ApiClientFileContextProvider } = createRequire(cli)('@northflank/js-client');
await loaded;

/** Runs a command; answers what it printed. */
async function run(...words) {
  const printed = [];
  console.log = (...parts) => printed.push(parts.join(' '));
  try {
    await getProgram(new ApiClientFileContextProvider()).parseAsync(['node', 'northflank', ...words]);
  } finally {
    console.log = print;
  }
  return printed;
}

function words(command, flags) {
  return [...command.split(' '), ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)])];
}

/** Runs a command of the API; answers the data that it printed. */
async function northflank(command, flags, input = undefined) {
  const more = input === undefined ? [] : ['--input', JSON.stringify(input)];
  const printed = await run(...words(command, flags), ...more, '--output', 'json', '--verbose');
  const told = printed.findIndex((line) => line.startsWith('VERBOSE: Using endpoint -> '));
  const [, method, url] = /-> ([A-Z]+):(.*)$/.exec(printed[told]);
  print(`call ${command.replace(/ --.*/, '')} ${method} ${new URL(url).pathname}`);
  return JSON.parse(printed.slice(told + 1).filter((line) => !line.startsWith('VERBOSE:')).join('\n'));
}

/** Runs a command for a log, which does not tell its request; answers the lines. */
async function log(command, path, flags) {
  const printed = await run(...words(command, flags), '--output', 'json');
  print(`call ${command} GET ${path}`);
  return JSON.parse(printed.join('\n'));
}

async function until(look, isDone) {
  let value;
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    value = await look();
    if (isDone(value)) {
      return value;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited in vain; last seen: ${JSON.stringify(value)}`);
}

/** On a busy machine a restore can be over before it is aborted. */
async function abortedInTime(attempt) {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (failure) {
      if (tries === 10 || !failure.message.includes('restore-concluded')) {
        throw failure;
      }
    }
  }
}

const project = { project: 'shop' };
const addon = { ...project, addon: 'orders' };
const builder = { ...project, service: 'shop-build' };
const job = { ...project, job: 'migrate' };
const web = { ...project, service: 'web' };
const root = '/v1/projects/shop';

// What there is.
assert.deepEqual((await northflank('list projects', {})).projects, [{ id: 'shop', name: 'shop' }]);
assert.equal((await northflank('get project', project)).addons[0].id, 'orders');
assert.equal((await northflank('list addons', project)).addons[0].id, 'orders');
assert.equal((await northflank('list jobs', project)).jobs[0].id, 'migrate');
assert.equal((await northflank('list services', project)).services.length, 2);
assert.equal((await northflank('get addon', addon)).status, 'running');
assert.equal((await northflank('get job', job)).jobType, 'manual');
await assert.rejects(run('get', 'addon', '--project', 'shop', '--addon', 'none'), /Addon not found.*\n?.*404/);

// Backups and restores.
const backup = await northflank('backup addon', addon, { name: 'by cli', backupType: 'dump', compressionType: 'gz' });
const made = { ...addon, backup: backup.id };
await until(
  () => northflank('get addon backup', made),
  (found) => found.status === 'completed',
);
assert.equal((await northflank('get addon backups', addon)).backups[0].name, 'by cli');
assert.ok((await log('get addon backup logs', `${root}/addons/orders/backups/${backup.id}/logs`, made)).length > 0);
assert.ok((await northflank('get addon backup download', made)).downloadLink.startsWith(host));
await northflank('retain addon backup', made);
await northflank('pause addon', addon);
const waiting = await northflank('backup addon', addon, { name: 'waits', backupType: 'snapshot' });
await northflank('abort addon backup', { ...addon, backup: waiting.id });
await until(
  () => northflank('get addon backup', { ...addon, backup: waiting.id }),
  (found) => found.status === 'aborted',
);
await northflank('delete backup --force', { ...addon, backup: waiting.id });
await northflank('resume addon', addon);
await until(
  () => northflank('get addon', addon),
  (found) => found.status === 'running',
);
const { restoreId } = await northflank('restore addon backup', made);
await until(
  () => northflank('get addon restores', addon),
  ({ restores }) => restores.some((found) => found.id === restoreId && found.status === 'completed'),
);
assert.ok((await northflank('get addon backup restores', made)).restores.length > 0);
const restoreLog = `${root}/addons/orders/backups/${backup.id}/restores/${restoreId}/logs`;
assert.ok((await log('get addon restores logs', restoreLog, { ...made, restore: restoreId })).length > 0);
const aborted = await abortedInTime(async () => {
  const { restoreId: id } = await northflank('restore addon backup', made);
  await northflank('abort addon restore', made, { restoreId: id });
  return id;
});
await until(
  () => northflank('get addon restores', addon),
  ({ restores }) => restores.some((found) => found.id === aborted && found.status === 'aborted'),
);
await until(
  () => northflank('get addon', addon),
  (found) => found.status === 'running',
);

// A scratch database.
const billing = { deploymentPlan: 'local', storage: 1024, replicas: 1 };
await northflank('create addon', project, { name: 'scratch', type: 'sqlite', version: 'latest', billing });
const scratch = { ...project, addon: 'scratch' };
assert.ok((await northflank('get addon credentials', scratch)).secrets !== undefined);
await northflank('delete addon --force', scratch);

// Builds.
const builds = await northflank('get service builds', builder);
const built = builds.builds.find((found) => found.status === 'SUCCESS');
assert.equal((await northflank('get service branches', builder)).branches[0].name, 'main');
assert.equal((await northflank('get service pull-requests', builder)).pullRequests[0].id, 9);
const buildLog = await log('get service build-logs', `${root}/services/shop-build/build-logs`, {
  ...builder,
  build: built.id,
  startTime: '1970-01-01T00:00:00Z',
});
assert.ok(buildLog.length > 0);
const endless = await northflank('start service build', builder, { pullRequestId: 9 });
await northflank('abort service build', { ...builder, build: endless.id });
await until(
  () => northflank('get service build', { ...builder, build: endless.id }),
  (found) => found.status === 'ABORTED',
);

// Deployments and runs.
const internal = { id: 'shop-build', branch: 'main', buildId: built.id };
await northflank('update job deployment', job, { internal });
assert.equal((await northflank('get job deployment', job)).internal.buildId, built.id);
const started = await northflank('start job run', job, { runtimeEnvironment: { LEVEL: 'info' } });
const run1 = { ...job, run: started.id };
await until(
  () => northflank('get job run', run1),
  (found) => found.concluded && found.status === 'SUCCESS',
);
assert.equal((await northflank('get job runs', job)).runs[0].id, started.id);
const [ofRun] = await northflank('get job containers', { ...job, runId: started.id });
assert.equal(ofRun.containers.length, 1);
assert.ok((await log('get job logs', `${root}/jobs/migrate/logs`, run1)).length > 0);
const docker = { configType: 'customCommand', customCommand: 'exec tail -f /dev/null' };
const long = await northflank('start job run', job, { deployment: { docker } });
await northflank('abort job run', { ...job, run: long.id });
await northflank('update service deployment', web, { internal });
await until(
  () => northflank('get service', web),
  (found) => found.status.deployment.status === 'COMPLETED',
);
assert.equal((await northflank('get service deployment', web)).internal.buildId, built.id);
assert.ok((await northflank('get service containers', web)).containers.length > 0);
await log('get service logs', `${root}/services/web/logs`, web);
await northflank('pause service', web);
await northflank('resume service', web, {});
assert.equal((await northflank('get service', web)).servicePaused, false);
print('ok');
