// Drives a running emulator with Northflank's own client; the JUnit test JavaScriptClientTest starts both.
import assert from 'node:assert/strict';
import { ApiClient, ApiClientInMemoryContextProvider } from '@northflank/js-client';

const { EMULATOR_ADDRESS: host, EMULATOR_TOKEN: token, EMULATOR_SERVICE: service } = process.env;
const context = new ApiClientInMemoryContextProvider();
context.addContext({ name: 'emulator', token, host });
const northflank = new ApiClient(context, { throwErrorOnHttpErrorCode: true });
const project = { projectId: 'shop' };
const addon = { ...project, addonId: 'orders' };
const builder = { ...project, serviceId: 'shop-build' };
const job = { ...project, jobId: 'migrate' };
const web = { ...project, serviceId: 'web' };

async function until(what, look, isDone) {
  for (const end = Date.now() + 30_000; Date.now() < end; ) {
    const value = await look();
    if (isDone(value)) {
      return value;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${what}`);
}

async function step(name, work) {
  const result = await work();
  console.log(`ok ${name}`);
  return result;
}

await step('projects are listed', async () => {
  assert.deepEqual((await northflank.list.projects({})).data.projects.map((found) => found.id), ['shop']);
});

const backupId = await step('a dump backup completes and has a log', async () => {
  const { data } = await northflank.backup.addon({
    parameters: addon,
    data: { name: 'pre release', backupType: 'dump' },
  });
  assert.equal(data.status, 'scheduled');
  const parameters = { ...addon, backupId: data.id };
  const backup = await until(
    'the backup',
    async () => (await northflank.get.addon.backup({ parameters })).data,
    (found) => found.status === 'completed',
  );
  assert.ok(Number(backup.config.size) > 0);
  const { data: log } = await northflank.get.addon.backup.logs({ parameters, options: { lineLimit: 100 } });
  assert.ok(log.some((line) => line.log.includes('SHA-256') && line.ts instanceof Date));
  const { data: download } = await northflank.get.addon.backup.download({ parameters });
  assert.equal((await fetch(download.downloadLink)).status, 200);
  return data.id;
});

const build = await step('the branch has a build, also through all pages', async () => {
  const found = await until(
    'a build',
    async () => (await northflank.get.service.builds({ parameters: builder })).data.builds,
    (builds) => builds.some((candidate) => candidate.status === 'SUCCESS'),
  );
  const { data: branches } = await northflank.get.service.branches({ parameters: builder });
  assert.equal(branches.branches[0].commit.sha, found[0].sha);
  const { data: all } = await northflank.get.service.builds.all({ parameters: builder, options: { per_page: 1 } });
  assert.equal(all.builds.length, found.length);
  const { data: log } = await northflank.get.service.buildLogs({
    parameters: builder,
    options: { buildId: found[0].id, direction: 'forward' },
  });
  assert.ok(log.length > 0);
  return found[0];
});

await step('a run without a build is refused as the platform does', async () => {
  await assert.rejects(northflank.start.job.run({ parameters: job, data: {} }), {
    name: 'NorthflankApiCallError',
    status: 409,
    message: 'No deployment configured',
  });
});

await step('the build is deployed to the job', async () => {
  await northflank.update.job.deployment({
    parameters: job,
    data: { internal: { id: 'shop-build', branch: 'main', buildSHA: 'latest' } },
  });
  const { data } = await northflank.get.job.deployment({ parameters: job });
  assert.equal(data.internal.buildId, build.id);
  assert.equal(data.internal.deployedSHA, build.sha);
});

const runId = await step('the job runs to its end and its log is there', async () => {
  const { data: started } = await northflank.start.job.run({
    parameters: job,
    data: {
      runtimeEnvironment: { LEVEL: 'info' },
      deployment: { docker: { configType: 'customCommand', customCommand: 'echo level $LEVEL; echo $DATABASE' } },
    },
  });
  const run = await until(
    'the run',
    async () => (await northflank.get.job.run({ parameters: { ...job, runId: started.id } })).data,
    (found) => found.concluded,
  );
  assert.equal(run.status, 'SUCCESS');
  const { data: runs } = await northflank.get.job.runs({ parameters: job });
  assert.equal(runs.runs[0].runName, started.runName);
  const { data: log } = await northflank.get.job.logs({
    parameters: job,
    options: { runId: started.id, startTime: new Date(0), lineLimit: 100, direction: 'forward', types: ['runtime'] },
  });
  assert.equal(log[0].log, 'level info');
  assert.equal(log.length, 2);
  return started.id;
});

await step('a log can be followed over a WebSocket', async () => {
  const tail = await northflank.get.job.logTail({ parameters: job, options: { runId } });
  const lines = [];
  tail.on('logs-received', (received) => {
    lines.push(...received.map((line) => line.log));
    tail.stop();
  });
  await tail.start();
  assert.ok(lines.includes('level info'));
});

await step('a run can be aborted', async () => {
  const { data: started } = await northflank.start.job.run({
    parameters: job,
    data: { deployment: { docker: { configType: 'customCommand', customCommand: 'exec tail -f /dev/null' } } },
  });
  const parameters = { ...job, runId: started.id };
  await northflank.abort.job.run({ parameters });
  const run = await until(
    'the aborted run',
    async () => (await northflank.get.job.run({ parameters })).data,
    (found) => found.concluded,
  );
  assert.equal(run.status, 'FAILED');
});

await step('the build is deployed to the service and serves', async () => {
  await northflank.update.service.deployment({
    parameters: web,
    data: { internal: { id: 'shop-build', branch: 'main', buildId: build.id } },
  });
  const found = await until(
    'the deployment',
    async () => (await northflank.get.service({ parameters: web })).data,
    (data) => ['COMPLETED', 'FAILED'].includes(data.status.deployment.status),
  );
  assert.equal(found.status.deployment.status, 'COMPLETED');
  assert.equal(found.deployment.internal.deployedSHA, build.sha);
  assert.equal(await (await fetch(service)).text(), 'one');
  const { data: log } = await northflank.get.service.logs({ parameters: web, options: { lineLimit: 50 } });
  assert.ok(log.some((line) => line.log === 'shop one starts'));
  const { data: containers } = await northflank.get.service.containers({ parameters: web });
  assert.equal(containers.containers[0].status, 'TASK_RUNNING');
});

await step('the backup is restored', async () => {
  const parameters = { ...addon, backupId };
  const { data } = await northflank.restore.addon.backup({ parameters });
  const done = await until(
    'the restore',
    async () => (await northflank.get.addon.backup.restores({ parameters })).data.restores,
    (restores) => restores.some((restore) => restore.id === data.restoreId && restore.status === 'completed'),
  );
  assert.equal(done.length, 1);
});

await step('what does not exist is named', async () => {
  await assert.rejects(northflank.get.addon({ parameters: { ...project, addonId: 'none', teamId: 'team' } }), {
    status: 404,
    id: 'addon-not-found',
    details: { addonId: 'none' },
  });
});

await step('a build is started, followed to its end, and can be stopped', async () => {
  const { data: started } = await northflank.start.service.build({
    parameters: builder,
    data: { branch: 'main', sha: build.sha },
  });
  assert.notEqual(started.id, build.id);
  assert.equal(started.concluded, false);
  const parameters = { ...builder, buildId: started.id };
  const done = await until(
    'the build',
    async () => (await northflank.get.service.build({ parameters })).data,
    (found) => found.concluded,
  );
  assert.equal(done.status, 'SUCCESS');
  assert.equal(done.sha, build.sha);
  await assert.rejects(northflank.abort.service.build({ parameters }), { status: 409 });
  await assert.rejects(northflank.start.service.build({ parameters: builder, data: { branch: 'none' } }), {
    status: 404,
  });
});
