// Starts the real binary: `glouton town` as the world to read and `glouton serve` on a fresh data folder. Knows no GraphQL.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const binary = process.env.GLOUTON_BIN;
assert.ok(binary, 'GLOUTON_BIN names no binary: run ./test clients, or set it to a built glouton');

/** What a started process is for the tests: something that ends, and says how. */
class Running {
  readonly #name: string;
  readonly #process: ChildProcess;
  readonly #errors: string[] = [];

  constructor(name: string, args: string[], environment: Record<string, string>) {
    this.#name = name;
    this.#process = spawn(binary as string, args, {
      env: { ...inherited(), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    createInterface({ input: this.#process.stderr! }).on('line', (line) => this.#errors.push(line));
  }

  get stdout() {
    return createInterface({ input: this.#process.stdout! });
  }

  get ended() {
    return this.#process.exitCode !== null || this.#process.signalCode !== null;
  }

  /** The last words on standard error, for the message of a failure. */
  get lastWords() {
    return `${this.#name}:\n${this.#errors.slice(-30).join('\n')}`;
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.finish();
  }

  /** Waits for it to end by itself and gives its exit status. */
  async finish(): Promise<number | null> {
    if (!this.ended) await once(this.#process, 'exit');
    return this.#process.exitCode;
  }

  /** Asks it to stop and gives its exit status; a process that does not stop in time fails the test. */
  async stop(): Promise<number | null> {
    if (!this.ended) {
      this.#process.kill('SIGTERM');
      const deadline = setTimeout(() => this.#process.kill('SIGKILL'), 20_000);
      await once(this.#process, 'exit');
      clearTimeout(deadline);
    }
    assert.equal(this.#process.signalCode, null, `${this.#name} had to be killed; ${this.lastWords}`);
    return this.#process.exitCode;
  }
}

/** The tests' environment without this machine's own settings of the product. */
function inherited(): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name, value]) => value !== undefined && !name.startsWith('GLOUTON__'));
  return Object.fromEntries(kept) as Record<string, string>;
}

/** A free port of the loopback address; somebody else may still take it first, which the start then reports. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export interface Town {
  /** Addresses of some of the town's sites, good and troublesome ones, as one would type them. */
  urls: string[];
  /** Environment that lets a server reach the town. */
  environment: Record<string, string>;
  stop(): Promise<void>;
}

/** Opens the sample town, and waits for its one line of JSON. */
export async function openTown(): Promise<Town> {
  const running = new Running('town', ['town', '--format', 'json'], {});
  let line: string | undefined;
  for await (line of running.stdout) break;
  assert.ok(line, `the town said nothing; ${running.lastWords}`);
  const { sites, env } = JSON.parse(line) as { sites: string[]; env: Record<string, string> };
  return {
    // The whole town is the demo's to read; a quarter of it says as much about a client.
    urls: sites.filter((_, index) => index % 4 === 0),
    environment: env,
    stop: async () => {
      await running.stop();
    },
  };
}

export interface Server {
  /** `http://127.0.0.1:…`, without a slash at the end. */
  url: string;
  /** Stops it as an operator would, and asserts that it ended well. */
  stop(): Promise<void>;
  /** Ends it as a power failure would. */
  kill(): Promise<void>;
}

/** Starts `glouton serve` on the embedded defaults with a data folder of its own, and waits until it is ready. */
export async function startServer(environment: Record<string, string> = {}): Promise<Server> {
  const port = await freePort();
  const data = await mkdtemp(path.join(tmpdir(), 'glouton-clients-'));
  const url = `http://127.0.0.1:${port}`;
  const running = new Running('serve', ['serve'], {
    GLOUTON__HTTP__BIND: `127.0.0.1:${port}`,
    GLOUTON__DATA__DIR: data,
    GLOUTON__LIMITS__ENABLED: 'false',
    ...environment,
  });
  const deadline = Date.now() + 60_000;
  while (!(await isReady(url))) {
    assert.ok(!running.ended, `the server ended before it was ready; ${running.lastWords}`);
    assert.ok(Date.now() < deadline, `the server is not ready after a minute; ${running.lastWords}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    stop: async () => {
      const status = await running.stop();
      await rm(data, { recursive: true, force: true });
      assert.equal(status, 0, `the server's exit status; ${running.lastWords}`);
    },
    kill: async () => {
      await running.kill();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Runs a command of the binary to its end and gives what it printed. */
export async function command(args: string[], environment: Record<string, string> = {}): Promise<string> {
  const running = new Running(args.join(' '), args, environment);
  const lines: string[] = [];
  for await (const line of running.stdout) lines.push(line);
  const status = await running.finish();
  assert.equal(status, 0, running.lastWords);
  return lines.join('\n');
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/ready`)).ok;
  } catch {
    return false;
  }
}
