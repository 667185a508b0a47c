// No-op jobs through graphile-worker, measured as crates/platform/benches/tasks.rs measures Glouton: jobs a second from the first
// enqueuing to the last completed row, and the time from enqueue to start, one job at a time on an idle queue.
//   node driver.mjs DATABASE_URL JOBS BATCH STARTS CONCURRENCY
// Each throughput is taken twice: with the defaults, and with what its manual advises for many short jobs.
import { setTimeout as pause } from 'node:timers/promises';
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import pg from 'pg';

const [url, ...numbers] = process.argv.slice(2);
const [jobs, batch, starts, concurrency] = numbers.map(Number);
const logger = new Logger(() => () => {});
const pool = new pg.Pool({ connectionString: url, max: 8 });
pool.on('error', () => {});
pool.on('connect', (client) => client.on('error', () => {}));
const utils = await makeWorkerUtils({ pgPool: pool, logger });
await utils.migrate();

const begin = (preset, noop) =>
  run({
    pgPool: pool,
    noHandleSignals: true,
    logger,
    taskList: { noop },
    crontab: '',
    preset: { worker: { concurrentJobs: concurrency, pollInterval: 1000, maxPoolSize: 8, ...preset } },
  });

async function empty() {
  for (;;) {
    const { rows } = await pool.query('select 1 from graphile_worker._private_jobs limit 1');
    if (rows.length === 0) return;
  }
}

async function throughput(name, preset) {
  let left = jobs;
  let finished;
  const all = new Promise((resolve) => (finished = resolve));
  const runner = await begin(preset, () => {
    left -= 1;
    if (left === 0) finished();
  });
  const began = performance.now();
  for (let n = 0; n < jobs; n += batch) {
    await utils.addJobs(Array.from({ length: batch }, () => ({ identifier: 'noop', payload: {} })));
  }
  await all;
  await empty();
  const seconds = (performance.now() - began) / 1000;
  console.log(`  graphile-worker, ${name}, ${concurrency} at a time: ${Math.round(jobs / seconds)} tasks/s enqueue to done`);
  await runner.stop();
}

async function latency() {
  const times = [];
  let told;
  const runner = await begin({}, (payload) => {
    times.push(performance.now() - payload.at);
    told();
  });
  for (let n = 0; n < starts; n += 1) {
    const one = new Promise((resolve) => (told = resolve));
    await utils.addJob('noop', { at: performance.now() });
    await one;
    await pause(3 + (n % 5));
  }
  times.sort((a, b) => a - b);
  const at = (part) => times[Math.floor((times.length - 1) * part)].toFixed(2);
  console.log(`  graphile-worker, idle queue: enqueue to start in a process p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`);
  await runner.stop();
}

await throughput('defaults', {});
const advised = {
  localQueue: { size: Math.max(500, concurrency * 4) },
  completeJobBatchDelay: 0,
  failJobBatchDelay: 0,
};
await throughput('advised for short jobs', advised);
if (concurrency === 10) await latency();
await utils.release();
await pool.end();
