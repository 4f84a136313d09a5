import dns from 'node:dns';
import tls from 'node:tls';
import { findFreePort } from '../../scripts/lib/ports.mjs';
import type { Queryable } from '../support/oracle.ts';
import { waitFor } from '../support/wait-for.ts';
import { type Container, docker } from './docker.ts';

/** Those that run for ever; `init` runs once. */
export const services = ['app', 'db', 'minio', 'livekit', 'caddy'] as const;
export type Service = (typeof services)[number];

/** The box as an operator runs it, under a project name and on ports of its own. */
export interface Stack {
  /** Through the edge, with the certificate of its own authority, which this process trusts. */
  url: string;
  /** The same over plain http, by the machine's address. */
  plainUrl: string;
  ports: { http: number; https: number };
  /** Runs `docker compose` on it. */
  compose: (...args: string[]) => Promise<string>;
  /** Runs a command in a service's container. */
  exec: (service: Service, ...command: string[]) => Promise<string>;
  /** The containers of a service, as Docker describes them. */
  containers: (service: Service) => Promise<Container[]>;
  /** Up, with every health check passed. */
  up: () => Promise<void>;
  untilHealthy: (service: Service) => Promise<void>;
  /** As an operator reads it in the log. */
  setupCode: () => Promise<string>;
  database: Queryable;
  /** Ends it and forgets everything that it kept. */
  destroy: () => Promise<void>;
}

const host = 'hearth.localhost';
const project = 'hearth-box-test';

// Names under localhost are this machine (RFC 6761). Browsers know; not every system's resolver does.
const systemLookup = dns.lookup;
dns.lookup = ((name: string, ...rest: [never, never]) =>
  systemLookup(name === host ? '127.0.0.1' : name, ...rest)) as typeof dns.lookup;

/** Starts the box; ready for people when this returns. `env`: what an operator would write into .env. */
export async function startStack(env: Record<string, string> = {}, overlays: string[] = []): Promise<Stack> {
  const [http, https, voiceTcp, voiceUdp] = await Promise.all([1, 2, 3, 4].map(findFreePort));
  const settings = {
    HEARTH_IMAGE: process.env['HEARTH_BOX_IMAGE'] ?? '',
    HEARTH_EDGE_IMAGE: process.env['HEARTH_BOX_EDGE_IMAGE'] ?? '',
    HEARTH_HTTP_PORT: String(http),
    HEARTH_HTTPS_PORT: String(https),
    HEARTH_VOICE_TCP_PORT: String(voiceTcp),
    HEARTH_VOICE_UDP_PORT: String(voiceUdp),
    ...env,
  };
  const files = ['docker-compose.yml', ...overlays].flatMap((file) => ['-f', file]);
  // An operator's own .env is none of ours.
  const base = ['compose', '--project-name', project, '--env-file', '/dev/null', ...files];
  const compose = (...args: string[]) => docker([...base, ...args], settings);

  const stack: Stack = {
    url: `https://${host}:${https}`,
    plainUrl: `http://127.0.0.1:${http}`,
    ports: { http: http!, https: https! },
    compose,
    exec: (service, ...command) => compose('exec', '-T', service, ...command),
    containers: async (service) => {
      const ids = (await compose('ps', '--all', '--quiet', service)).split('\n').filter(Boolean);
      return JSON.parse(await docker(['inspect', ...ids])) as Container[];
    },
    up: async () => {
      await compose('up', '--detach', '--wait', '--wait-timeout', '150', '--no-build').catch(
        async (cause) => {
          throw new Error(`The box did not come up:\n${await compose('logs', '--tail', '30')}`, { cause });
        },
      );
      await trustItsAuthority(stack.plainUrl);
    },
    untilHealthy: async (service) => {
      const isHealthy = async () =>
        (await stack.containers(service)).every(({ State }) => State.Health?.Status === 'healthy');
      await waitFor(isHealthy, { timeout: 60_000, interval: 500, message: `${service} to be healthy` });
    },
    setupCode: async () => {
      const code = /Set-up code: (\S+)/.exec(await compose('logs', 'app'))?.[1];
      if (!code) throw new Error('There is no set-up code in the log.');
      return code;
    },
    database: { query: async (text, values) => ({ rows: await rowsOf(stack, text, values) }) },
    destroy: async () => void (await compose('down', '--volumes', '--remove-orphans', '--timeout', '5')),
  };
  // What a run that was stopped left behind.
  await stack.destroy();
  try {
    await stack.up();
    return stack;
  } catch (error) {
    await stack.destroy();
    throw error;
  }
}

/** As the people of a LAN do: the certificate of the box's own authority is downloaded, and trusted from then on. */
async function trustItsAuthority(plainUrl: string): Promise<void> {
  const root = await waitFor(
    async () => {
      const answer = await fetch(`${plainUrl}/hearth-root.crt`);
      return answer.ok ? await answer.text() : undefined;
    },
    { message: 'the root certificate' },
  );
  tls.setDefaultCACertificates([...tls.getCACertificates('bundled'), root]);
}

/** Asks the database inside of the box, which no port leads to. Values are put in as text. */
async function rowsOf(stack: Stack, text: string, values: string[]): Promise<unknown[]> {
  const literal = (value: string) => `'${value.replaceAll("'", "''")}'`;
  const statement = text.replaceAll(/\$(\d)/g, (_, n: string) => literal(values[Number(n) - 1]!));
  const json = `SELECT coalesce(json_agg(r), '[]') FROM (${statement}) r`;
  return JSON.parse(await stack.exec('db', 'psql', '-qAt', '-U', 'hearth', '-c', json)) as unknown[];
}
