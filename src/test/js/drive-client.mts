// Drives a running emulator with Northflank's own JavaScript client; the JUnit test OfficialClientsTest starts both.
import assert from 'node:assert/strict';
import { ApiClient, ApiClientInMemoryContextProvider, LogType, NorthflankApiCallError } from '@northflank/js-client';
import { assertAllAsDeclared, caller, tell } from './calls.mjs';

function given(name: string): string {
  const value = process.env[name];
  assert.ok(value, `${name} is not set`);
  return value;
}

const host = given('EMULATOR_ADDRESS');
const context = new ApiClientInMemoryContextProvider();
context.addContext({ name: 'emulator', token: given('EMULATOR_TOKEN'), host });
const northflank = new ApiClient(context, { throwErrorOnHttpErrorCode: true });
const call = caller(northflank);

const project = { projectId: 'shop' };
const addon = { ...project, addonId: 'orders' };
const builder = { ...project, serviceId: 'shop-build' };
const job = { ...project, jobId: 'migrate' };
const web = { ...project, serviceId: 'web' };

async function until<T>(what: string, look: () => Promise<T>, isDone: (value: T) => boolean | undefined): Promise<T> {
  let value: T | undefined;
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    value = await look();
    if (isDone(value)) {
      return value;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited in vain for ${what}, which is ${JSON.stringify(value)}`);
}

async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const result = await work();
  console.log(`ok ${name}`);
  return result;
}

/** On a busy machine a restore can be over before it is aborted. */
async function abortedInTime<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (failure) {
      if (tries === 10 || !(failure instanceof NorthflankApiCallError && failure.id === 'restore-concluded')) {
        throw failure;
      }
    }
  }
}

function first<T>(list: T[] | undefined): T {
  assert.ok(list?.[0] !== undefined, 'the list is empty');
  return list[0];
}

await step('what there is is listed', async () => {
  assert.deepEqual((await call('list.projects', {})).projects.map((found) => found.id), ['shop']);
  const all = await call('get.project', { parameters: project });
  assert.deepEqual(all.addons.map((found) => found.id), ['orders']);
  assert.deepEqual(all.jobs.map((found) => found.id), ['migrate']);
  assert.deepEqual(all.services.map((found) => found.serviceType).sort(), ['build', 'deployment']);
  assert.equal(first((await call('list.addons', { parameters: project })).addons).status, 'running');
  assert.equal(first((await call('list.jobs', { parameters: project })).jobs).jobType, 'manual');
  assert.equal((await call('list.services', { parameters: project })).services.length, 2);
  assert.equal((await call('get.addon', { parameters: addon })).id, 'orders');
  assert.equal((await call('get.job', { parameters: job })).id, 'migrate');
});

await step('what does not exist is named', async () => {
  await assert.rejects(northflank.get.addon({ parameters: { ...project, addonId: 'none', teamId: 'team' } }), {
    name: 'NorthflankApiCallError',
    status: 404,
    id: 'addon-not-found',
    details: { addonId: 'none' },
  });
});

const backupId = await step('a dump backup completes, has a log, and is kept', async () => {
  const started = await call('backup.addon', {
    parameters: addon,
    data: { name: 'pre release', backupType: 'dump', compressionType: 'gz' },
  });
  assert.equal(started.status, 'scheduled');
  const parameters = { ...addon, backupId: started.id };
  const backup = await until(
    'the backup',
    () => call('get.addon.backup', { parameters }),
    (found) => found.status === 'completed',
  );
  assert.ok(Number(backup.config.size) > 0);
  const listed = first((await call('get.addon.backups', { parameters: addon })).backups);
  assert.equal(listed.name, 'pre release');
  assert.equal(listed.config.compressionType, 'gz');
  const log = await call('get.addon.backup.logs', { parameters, options: { lineLimit: 100 } });
  assert.ok(log.some((line) => line.log.includes('SHA-256') && line.ts instanceof Date));
  const download = await call('get.addon.backup.download', { parameters });
  assert.equal((await fetch(download.downloadLink)).status, 200);
  await call('retain.addon.backup', { parameters });
  return started.id;
});

await step('a backup of a database that does not run waits, and can be aborted', async () => {
  await call('pause.addon', { parameters: addon });
  const { id } = await call('backup.addon', { parameters: addon, data: { name: 'never', backupType: 'snapshot' } });
  const parameters = { ...addon, backupId: id };
  await call('abort.addon.backup', { parameters });
  await until(
    'the aborted backup',
    () => call('get.addon.backup', { parameters }),
    (found) => found.status === 'aborted',
  );
  await call('delete.backup', { parameters });
  await call('resume.addon', { parameters: addon });
  await until('the addon', () => call('get.addon', { parameters: addon }), (found) => found.status === 'running');
});

await step('the backup is restored, with a log and a history', async () => {
  const parameters = { ...addon, backupId };
  const { restoreId } = await call('restore.addon.backup', { parameters });
  const { restores } = await until(
    'the restore',
    () => call('get.addon.backup.restores', { parameters }),
    (found) => found.restores?.some((restore) => restore.id === restoreId && restore.status === 'completed'),
  );
  assert.equal(restores?.length, 1);
  assert.equal(first((await call('get.addon.restores', { parameters: addon })).restores).id, restoreId);
  const log = await call('get.addon.restores.logs', { parameters: { ...parameters, restoreId } });
  assert.ok(log.length > 0);
  const next = await abortedInTime(async () => {
    const { restoreId: id } = await call('restore.addon.backup', { parameters });
    await call('abort.addon.restore', { parameters, data: { restoreId: id } });
    return id;
  });
  await until(
    'the aborted restore',
    () => call('get.addon.restores', { parameters: addon }),
    (found) => found.restores?.some((restore) => restore.id === next && restore.status === 'aborted'),
  );
  await until('the addon', () => call('get.addon', { parameters: addon }), (found) => found.status === 'running');
});

await step('a scratch database is made, filled from the backup, asked, and removed', async () => {
  const made = await call('create.addon', {
    parameters: project,
    data: {
      name: 'scratch',
      description: 'for a try',
      type: 'sqlite',
      version: 'latest',
      billing: { deploymentPlan: 'local', storage: 1024, replicas: 1 },
    },
  });
  assert.equal(made.name, 'scratch');
  const parameters = { ...project, addonId: 'scratch' };
  await until('the scratch addon', () => call('get.addon', { parameters }), (found) => found.status === 'running');
  const { restoreId } = await call('restore.addon.backup', {
    parameters: { ...parameters, backupId },
    options: { sourceProjectId: 'shop', sourceAddonId: 'orders' },
  });
  await until(
    'the restore into the scratch addon',
    () => call('get.addon.restores', { parameters }),
    (found) => found.restores?.some((restore) => restore.id === restoreId && restore.status === 'completed'),
  );
  const credentials = await call('get.addon.credentials', { parameters });
  assert.ok(Object.values(credentials.secrets).length > 0);
  const { commandResult, stdOut } = await northflank.exec.execAddonCommand(parameters, {
    instanceName: 'scratch-0',
    shell: 'none',
    command: ['echo', 'it is there'],
  });
  tell('exec.execAddonCommand', 'WS', '/v1/command-exec/projects/shop/addons/scratch');
  assert.equal(commandResult.exitCode, 0);
  assert.equal(commandResult.status, 'Success');
  assert.equal(stdOut.trim(), 'it is there');
  await call('delete.addon', { parameters });
  await assert.rejects(northflank.get.addon({ parameters }), { status: 404 });
});

const build = await step('the branch has a build, also through all pages', async () => {
  const { builds } = await until(
    'a build',
    () => call('get.service.builds', { parameters: builder }),
    (found) => found.builds.some((candidate) => candidate.status === 'SUCCESS'),
  );
  const newest = first(builds);
  const { branches } = await call('get.service.branches', { parameters: builder });
  assert.equal(first(branches).commit.sha, newest.sha);
  assert.equal(first((await call('get.service.pullRequests', { parameters: builder })).pullRequests).id, 9);
  const { data: all } = await northflank.get.service.builds.all({ parameters: builder, options: { per_page: 1 } });
  assert.equal(all.builds.length, builds.length);
  const options = { buildId: newest.id, direction: 'forward' as const };
  const log = await call('get.service.buildLogs', { parameters: builder, options });
  assert.ok(log.length > 0);
  return newest;
});

await step('a run without a build is refused as the platform does', async () => {
  await assert.rejects(northflank.start.job.run({ parameters: job, data: {} }), {
    name: 'NorthflankApiCallError',
    status: 409,
    message: 'No deployment configured',
  });
});

await step('the build is deployed to the job', async () => {
  await call('update.job.deployment', {
    parameters: job,
    data: { internal: { id: 'shop-build', branch: 'main', buildSHA: 'latest' } },
  });
  const deployment = await call('get.job.deployment', { parameters: job });
  assert.ok('internal' in deployment);
  assert.equal(deployment.internal.buildId, build.id);
  assert.equal(deployment.internal.deployedSHA, build.sha);
});

const runId = await step('the job runs to its end and its log is there', async () => {
  const started = await call('start.job.run', {
    parameters: job,
    data: {
      runtimeEnvironment: { LEVEL: 'info' },
      deployment: { docker: { configType: 'customCommand', customCommand: 'echo level $LEVEL; echo $DATABASE' } },
    },
  });
  const run = await until(
    'the run',
    () => call('get.job.run', { parameters: { ...job, runId: started.id } }),
    (found) => found.concluded,
  );
  assert.equal(run.status, 'SUCCESS');
  const { runs } = await call('get.job.runs', { parameters: job });
  assert.equal(first(runs).runName, started.runName);
  const { containers } = await call('get.job.containers', { parameters: job, options: { runId: started.id } });
  assert.equal(first(containers).status, 'TASK_FINISHED');
  const log = await call('get.job.logs', {
    parameters: job,
    options: { runId: started.id, startTime: new Date(0), lineLimit: 100, direction: 'forward', types: [LogType.Runtime] },
  });
  assert.equal(first(log).log, 'level info');
  assert.equal(log.length, 2);
  return started.id;
});

await step('a log can be followed over a WebSocket', async () => {
  const tail = await northflank.get.job.logTail({ parameters: job, options: { runId } });
  const lines: string[] = [];
  tail.on('logs-received', (received) => {
    lines.push(...received.map((line) => line.log));
    tail.stop();
  });
  await tail.start();
  tell('get.job.logTail', 'WS', '/v1/projects/shop/jobs/migrate/logs');
  assert.ok(lines.includes('level info'));
});

await step('a run can be aborted', async () => {
  const started = await call('start.job.run', {
    parameters: job,
    data: { deployment: { docker: { configType: 'customCommand', customCommand: 'exec tail -f /dev/null' } } },
  });
  const parameters = { ...job, runId: started.id };
  assert.equal((await call('get.job.run', { parameters })).concluded, false);
  await call('abort.job.run', { parameters });
  const run = await until('the aborted run', () => call('get.job.run', { parameters }), (found) => found.concluded);
  assert.equal(run.status, 'FAILED');
});

await step('the build is deployed to the service and serves', async () => {
  await call('update.service.deployment', {
    parameters: web,
    data: { internal: { id: 'shop-build', branch: 'main', buildId: build.id } },
  });
  const found = await until(
    'the deployment',
    () => call('get.service', { parameters: web }),
    (service) => ['COMPLETED', 'FAILED'].includes(service.status.deployment?.status ?? ''),
  );
  assert.equal(found.status.deployment?.status, 'COMPLETED');
  assert.equal(found.deployment?.internal?.deployedSHA, build.sha);
  const deployment = await call('get.service.deployment', { parameters: web });
  assert.ok('internal' in deployment);
  assert.equal(deployment.internal.buildId, build.id);
  assert.equal(await (await fetch(given('EMULATOR_SERVICE'))).text(), 'one');
  const log = await call('get.service.logs', { parameters: web, options: { lineLimit: 50 } });
  assert.ok(log.some((line) => line.log === 'shop one starts'));
  const { containers } = await call('get.service.containers', { parameters: web });
  assert.equal(first(containers).status, 'TASK_RUNNING');
});

await step('a service is paused and resumed', async () => {
  await call('pause.service', { parameters: web });
  assert.equal((await call('get.service', { parameters: web })).servicePaused, true);
  await call('resume.service', { parameters: web, data: {} });
  assert.equal((await call('get.service', { parameters: web })).servicePaused, false);
});

await step('a build is started, followed to its end, and can be stopped', async () => {
  const started = await call('start.service.build', {
    parameters: builder,
    data: { branch: 'main', sha: build.sha },
  });
  assert.notEqual(started.id, build.id);
  assert.equal(started.concluded, false);
  const parameters = { ...builder, buildId: started.id };
  const done = await until('the build', () => call('get.service.build', { parameters }), (found) => found.concluded);
  assert.equal(done.status, 'SUCCESS');
  assert.equal(done.sha, build.sha);
  await assert.rejects(northflank.abort.service.build({ parameters }), { status: 409 });
  await assert.rejects(northflank.start.service.build({ parameters: builder, data: { branch: 'none' } }), {
    status: 404,
  });
  const { id } = await call('start.service.build', { parameters: builder, data: { pullRequestId: 9 } });
  await call('abort.service.build', { parameters: { ...builder, buildId: id } });
  const aborted = await until(
    'the aborted build',
    () => call('get.service.build', { parameters: { ...builder, buildId: id } }),
    (found) => found.concluded,
  );
  assert.equal(aborted.status, 'ABORTED');
});

assertAllAsDeclared();
