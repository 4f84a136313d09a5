import { bindAll, checked } from '#server/platform/bind.ts';
import { AppError } from '#server/platform/errors.ts';
import { requireAdmin, type Ctx } from '#server/platform/context.ts';
import type { Platform } from '#server/platform/platform.ts';
import type { AddressBook } from './address-book.ts';
import { inspectAddress } from './check-address.ts';
import type { AddressReport, AddressSettingsDto } from './contract.ts';
import { checkAddressInput, setAddressInput, type SetAddressInput } from './input.ts';
import { createStore, type Store } from './store.ts';

export { AddressBook } from './address-book.ts';
export { proofOf, proofPath } from './check-address.ts';

interface Deps extends Platform {
  store: Store;
  book: AddressBook;
}

/** Reads the address from the database: at the start, and when another process changed it. */
async function loadAddress({ store, book }: Deps): Promise<void> {
  book.choose(await store.find());
}

/** @throws {AppError} NOT_FOUND for all but the instance's administrators */
async function getAddressSettings({ book, config }: Deps, ctx: Ctx): Promise<AddressSettingsDto> {
  requireAdmin(ctx);
  return { address: book.address, isFixed: book.isFixed, hasEdge: config.edge };
}

/**
 * Looks whether a name leads here; takes up to half a minute when a certificate is made for it. Changes nothing, but the
 * name may have a certificate from now on for ten minutes.
 *
 * @throws {AppError} NOT_FOUND for all but the instance's administrators
 */
async function checkAddress(
  { book, secret }: Deps,
  ctx: Ctx,
  { name }: { name: string },
): Promise<AddressReport> {
  requireAdmin(ctx);
  book.consider(name);
  return inspectAddress({ secret, name });
}

/**
 * Sets where people find this instance, on every replica within a second. It is never refused because a check failed:
 * some of them cannot succeed from inside a home network.
 *
 * @throws {AppError} NOT_FOUND for all but the instance's administrators, CONFLICT when HEARTH_DOMAIN decides
 */
async function setAddress(deps: Deps, ctx: Ctx, { mode, name }: SetAddressInput): Promise<AddressReport> {
  const report = await checkAddress(deps, ctx, { name });
  if (deps.book.isFixed) throw new AppError('CONFLICT', 'The address is set by HEARTH_DOMAIN.');
  const address = { mode, name, trusted: mode === 'domain' && report.findings.https === 'ok' };
  await deps.bus.transaction(async (tx, publish) => {
    await deps.store.save(tx, address);
    await publish('address.changed', {});
  });
  deps.book.choose(address);
  deps.log.info({ ...address, requestId: ctx.requestId }, 'the address of this instance was set');
  return report;
}

export function createAddress(platform: Platform, { book }: { book: AddressBook }) {
  const deps: Deps = { ...platform, book, store: createStore(platform.db) };
  const address = bindAll(deps, {
    loadAddress,
    getAddressSettings,
    checkAddress: checked(checkAddressInput, checkAddress),
    setAddress: checked(setAddressInput, setAddress),
  });
  const reload = () =>
    void address
      .loadAddress()
      .catch((error: unknown) => platform.log.warn({ error }, 'the address was not read'));
  platform.bus.on('address.changed', reload);
  platform.bus.onRestored(reload);
  return {
    ...address,
    /** Whether an edge stands in front, which certifies names of a home network too. */
    hasEdge: platform.config.edge,
    /** Whether the wizard asks for the address. */
    isAskedFor: platform.config.edge && !book.isFixed,
    /** The chosen name, if any. */
    name: (): string | null => book.address?.name ?? null,
    /**
     * Where links for other people should lead.
     *
     * @param visited the origin that somebody uses now: where they are right already, with any port, it stays
     */
    originFor: (visited: string): string => {
      const { address: chosen } = book;
      if (!chosen || !platform.config.edge || new URL(visited).hostname === chosen.name) return visited;
      // At home a plain link works on every device, and from there one learns how to have an encrypted one.
      return `${chosen.mode === 'domain' ? 'https' : 'http'}://${chosen.name}`;
    },
  };
}
