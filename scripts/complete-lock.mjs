/**
 * Run after changing dependencies: `node scripts/complete-lock.mjs`.
 *
 * Packages with native code name one optional package for each platform. Where the registry in use lacks some of them
 * (a mirror often does, for platforms that nobody behind it has), npm writes package-lock.json without those, and
 * `npm ci` then refuses the whole file. This adds them: as their siblings are, but without a checksum, which nobody
 * could compute. Whoever is on such a platform gets them from a registry that has them; all others never ask for them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { inProject } from './lib/project.mjs';

/** @typedef {{ version?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[], optionalDependencies?: Record<string, string> }} Entry */

const OS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const CPU = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32'];

const file = inProject('package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
/** @type {Record<string, Entry>} */
const packages = lock.packages;

let added = 0;
for (const [place, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(place, name)) continue;
    const platform = platformOf(name);
    if (!platform) {
      console.error(`Left out ${name} ${version} of ${place}: its name tells no platform.`);
      process.exitCode = 1;
      continue;
    }
    packages[`node_modules/${name}`] = {
      version,
      ...platform,
      ...(entry.dev && { dev: true }),
      optional: true,
    };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
console.log(`Added ${added} packages of other platforms to package-lock.json.`);

/** Whether a package finds another one, in its own node_modules or in one above. @param {string} place @param {string} name */
function isLocked(place, name) {
  for (let folder = place; ; folder = folder.slice(0, folder.lastIndexOf('/node_modules/'))) {
    if (packages[`${folder}/node_modules/${name}`]) return true;
    if (!folder.includes('/node_modules/')) return Boolean(packages[`node_modules/${name}`]);
  }
}

/** @param {string} name such as "@swc/core-linux-arm64-musl" @returns {Pick<Entry, 'os' | 'cpu' | 'libc'> | undefined} */
function platformOf(name) {
  const words = name.split(/[^a-z0-9]+/);
  const os = OS.find((each) => words.includes(each));
  const cpu = CPU.find((each) => words.includes(each));
  if (!os || !cpu) return undefined;
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : undefined;
  return { cpu: [cpu], ...(libc && os === 'linux' && { libc: [libc] }), os: [os] };
}
