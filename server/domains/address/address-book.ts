import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '#server/platform/config.ts';
import type { AddressDto } from './contract.ts';
import { isHomeName, normalName } from './names.ts';

/** How long a name may get its certificate while the host looks whether it works. */
const candidateMs = 10 * 60_000;
const candidatesMax = 20;
/** Names of the home network that get certificates before anybody has chosen one. */
const strangersMax = 10;

/**
 * Where this instance is found, at hand without the database: the edge asks for each name whether it may get a
 * certificate, after a restart even for those that it has, and a database that is away must not end all encryption.
 * The last known address is kept in a file of the data folder.
 */
export class AddressBook {
  readonly #file: string;
  readonly #fixed: AddressDto | null;
  readonly #candidates = new Map<string, number>();
  readonly #strangers = new Set<string>();
  #chosen: AddressDto | null = null;

  constructor(config: Pick<Config, 'domain' | 'dataDir'>) {
    this.#file = path.join(config.dataDir, 'address.json');
    this.#fixed = config.domain ? { mode: 'domain', name: config.domain, trusted: true } : null;
    try {
      this.#chosen = read(readFileSync(this.#file, 'utf8'));
    } catch {
      // The first start, or a damaged file: the database knows better in a moment.
    }
  }

  get isFixed(): boolean {
    return this.#fixed !== null;
  }

  get address(): AddressDto | null {
    return this.#fixed ?? this.#chosen;
  }

  /** Takes over what the database says. */
  choose(address: AddressDto | null): void {
    if (JSON.stringify(address) === JSON.stringify(this.#chosen)) return;
    this.#chosen = address;
    mkdirSync(path.dirname(this.#file), { recursive: true });
    writeFileSync(`${this.#file}.new`, JSON.stringify(address));
    renameSync(`${this.#file}.new`, this.#file);
  }

  /** The host looks whether this name works: it may get a certificate meanwhile. */
  consider(name: string): void {
    if (this.#candidates.size >= candidatesMax) this.#candidates.clear();
    this.#candidates.set(name, Date.now() + candidateMs);
  }

  /**
   * Whether a name may get a certificate. Anybody can make the edge ask by connecting with any name: what is not known
   * here would spend the public authorities' patience with us, and our disk.
   */
  mayHaveCertificate(given: string): boolean {
    const name = normalName(given);
    if (!name) return false;
    const { address } = this;
    if (name === address?.name || (this.#candidates.get(name) ?? 0) > Date.now()) return true;
    // This machine certifies these by itself. Which one the host will choose is not known yet.
    if (name === 'localhost' || name === 'hearth.localhost') return true;
    if (address || !isHomeName(name)) return false;
    if (this.#strangers.size < strangersMax) this.#strangers.add(name);
    return this.#strangers.has(name);
  }
}

function read(text: string): AddressDto | null {
  const { mode, name, trusted } = JSON.parse(text) as Record<string, unknown>;
  const known = typeof name === 'string' ? normalName(name) : undefined;
  if (!known || (mode !== 'lan' && mode !== 'domain')) return null;
  return { mode, name: known, trusted: trusted === true };
}
