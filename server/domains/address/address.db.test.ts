import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ctx } from '#server/platform/context.ts';
import { type Person, type World, createWorld } from '../../../tests/support/world.ts';
import { waitFor } from '../../../tests/support/wait-for.ts';

let world: World;
let host: Person;
let admin: Ctx;
let dataDir: string;
beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'hearth-address-'));
  world = await createWorld({ HEARTH_DATA_DIR: dataDir, HEARTH_EDGE: '1' });
  host = await world.person();
  if (host.ctx.actor.kind !== 'user') throw new Error('not signed in');
  admin = {
    ...host.ctx,
    actor: { ...host.ctx.actor, account: { ...host.ctx.actor.account, isAdmin: true } },
  };
});
afterAll(async () => {
  await world.close();
  rmSync(dataDir, { recursive: true });
});
const address = () => world.services.address;
// A name that no network knows: nothing leaves this machine.
const name = 'chat.hearth.invalid';

test('only administrators of the instance see and set it', async () => {
  for (const [ctx, code] of [
    [host.ctx, 'NOT_FOUND'],
    [world.anonymous(), 'UNAUTHENTICATED'],
  ] as const) {
    await expect(address().getAddressSettings(ctx)).rejects.toMatchObject({ code });
    await expect(address().checkAddress(ctx, { name })).rejects.toMatchObject({ code });
    await expect(address().setAddress(ctx, { mode: 'domain', name })).rejects.toMatchObject({ code });
  }
  expect(await address().getAddressSettings(admin)).toEqual({ address: null, isFixed: false, hasEdge: true });
});

test('what is no host name, or no public one for a domain, is refused by name', async () => {
  for (const given of ['', ' ', 'a b', '10.0.0.1', '::1', 'x'.repeat(300), 'http://', 'a_b.org', 5, null])
    await expect(
      address().setAddress(admin, { mode: 'lan', name: given }),
      String(given),
    ).rejects.toMatchObject({
      code: 'INVALID',
      fields: { name: expect.any(String) },
    });
  for (const given of ['hearth', 'hearth.local', 'localhost', 'nas.fritz.box'])
    await expect(address().setAddress(admin, { mode: 'domain', name: given })).rejects.toMatchObject({
      fields: { name: 'invalid' },
    });
  await expect(address().setAddress(admin, { mode: 'domain', name, isAdmin: true })).rejects.toMatchObject({
    fields: { isAdmin: 'unknown_field' },
  });
});

test('it is set although nothing of it can be reached yet, and other processes hear of it', async () => {
  const other = await createWorld({
    HEARTH_DATABASE_URL: world.databaseUrl,
    HEARTH_DATA_DIR: mkdtempSync(path.join(dataDir, 'other-')),
    HEARTH_EDGE: '1',
  });
  const report = await address().setAddress(admin, {
    mode: 'domain',
    name: `https://${name.toUpperCase()}/x`,
  });
  expect(report).toEqual({
    name,
    findings: { dns: 'unknown_name', http: 'skipped', https: 'skipped', websocket: 'skipped' },
  });
  expect(await address().getAddressSettings(admin)).toMatchObject({
    address: { mode: 'domain', name, trusted: false },
  });
  expect(address().originFor('http://10.0.0.5')).toBe(`https://${name}`);
  expect(address().originFor(`https://${name}:8443`)).toBe(`https://${name}:8443`);
  await waitFor(() => other.services.address.name() === name, { message: 'the other process' });
  await other.close();
  await address().setAddress(admin, { mode: 'lan', name: 'hearth.local' });
  expect(address().originFor('https://nas:8443')).toBe('http://hearth.local');
});
