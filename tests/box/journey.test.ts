import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, newPerson, say, sees } from './browser.ts';
import { docker } from './docker.ts';
import { password } from './people.ts';
import { type Stack, services, startStack } from './stack.ts';

let stack: Stack;
let browser: Browser;
let host: Page;
let guest: Page;
beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await stack?.destroy();
});

test('from `up` with nothing edited to two people talking', async () => {
  host = await newPerson(browser);
  await host.goto(stack.url);
  await host.waitForURL(/\/setup$/);
  await host.getByLabel('Set-up code').fill(await stack.setupCode());
  await host.keyboard.press('Enter');
  await host.locator('input[name=username]').fill('aleks');
  await host.locator('input[name=password]').fill(password);
  await host.keyboard.press('Enter');
  await host.locator('input[name=name]').fill('Millbrook Makers');
  await host.locator('input[name=template][value=club]').check({ force: true });
  await host.locator('button[type=submit]').last().click();
  // The name in use is offered; it is looked at before it is set.
  await host.locator('input[name=lanName]').waitFor();
  expect(await host.locator('input[name=lanName]').inputValue()).toBe('hearth.localhost');
  await host.locator('button[value=check]').click();
  await host.locator('button[value=save]').click();
  const link = await host.locator('input[readonly]').inputValue();
  expect(link).toMatch(new RegExp(`^${stack.url}/invite/[0-9A-Z]{12}$`));
  await host.goto(stack.url);
  await host.getByRole('link', { name: 'general' }).click();

  guest = await newPerson(browser);
  await guest.goto(link);
  await guest
    .getByRole('link', { name: /account/i })
    .first()
    .click();
  await guest.locator('input[name=username]').fill('noor');
  await guest.locator('input[name=password]').fill(password);
  await guest.keyboard.press('Enter');
  await guest.getByRole('link', { name: 'general' }).click();

  await say(host, 'First coat on the table is dry.');
  await sees(guest, 'First coat on the table is dry.');
  await say(guest, 'I can drive.');
  await sees(host, 'I can drive.');
});

test('`down` and `up` keep everything, and open pages go on by themselves', async () => {
  await stack.compose('down');
  await say(host, 'Said while the box was away.');
  await stack.up();
  await sees(guest, 'Said while the box was away.', 40_000);
  await guest.reload();
  for (const text of ['First coat on the table is dry.', 'I can drive.', 'Said while the box was away.'])
    await sees(guest, text);
  // It has an owner: no code is worth anything, and none is shown.
  await expect(stack.setupCode()).rejects.toThrow('no set-up code');
});

test('H5 what the machine shows to the outside is 80, 443 and the two ports of voice', async () => {
  const plain = JSON.parse(
    await docker(['compose', '--env-file', '/dev/null', 'config', '--format', 'json']),
  ) as {
    services: Record<
      string,
      { ports?: { published: string; target: number; protocol: string }[]; network_mode?: string }
    >;
    networks: Record<string, { internal?: boolean }>;
  };
  const published = Object.values(plain.services).flatMap(({ ports = [] }) => ports);
  expect(published.map((port) => `${port.published}:${port.target}/${port.protocol}`).sort()).toEqual([
    ...['443:443/tcp', '443:443/udp', '7881:7881/tcp', '7882:7882/udp', '80:80/tcp'],
  ]);
  expect(Object.values(plain.services).map(({ network_mode: mode }) => mode)).not.toContain('host');
  expect(plain.networks['data']?.internal).toBe(true);
  // As it runs, not only as it is written.
  const running = (await Promise.all(services.map((service) => stack.containers(service)))).flat();
  const open = running.flatMap(({ NetworkSettings }) =>
    Object.entries(NetworkSettings.Ports)
      .filter(([, bindings]) => bindings)
      .map(([port]) => port),
  );
  expect(open.sort()).toEqual(['443/tcp', '443/udp', '7881/tcp', '7882/udp', '80/tcp']);
});

test('H6 no container can do more than it must', async () => {
  const needed = {
    app: [],
    livekit: [],
    minio: [],
    caddy: ['NET_BIND_SERVICE'],
    db: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'],
  };
  for (const service of services) {
    const [container] = await stack.containers(service);
    const { CapDrop, CapAdd, SecurityOpt, Privileged, RestartPolicy, LogConfig, ReadonlyRootfs } =
      container!.HostConfig;
    expect([service, CapDrop, Privileged]).toEqual([service, ['ALL'], false]);
    const added = (CapAdd ?? []).map((name) => name.replace(/^CAP_/, '')).sort();
    expect([service, added]).toEqual([service, needed[service]]);
    expect([service, SecurityOpt?.join()]).toEqual([service, expect.stringMatching(/^no-new-privileges/)]);
    // The other two are not ours, and write beside their data.
    expect([service, ReadonlyRootfs]).toEqual([service, !['db', 'minio'].includes(service)]);
    expect([service, RestartPolicy.Name]).toEqual([service, 'unless-stopped']);
    expect([service, LogConfig.Config]).toEqual([service, { 'max-file': '3', 'max-size': '10m' }]);
  }
});

test('H6 the app is nobody special, cannot change itself, and has no tools', async () => {
  const status = await stack.exec('app', 'cat', '/proc/1/status');
  expect(status).toMatch(/^Uid:\s+1000\s+1000\s+1000\s+1000$/m);
  expect(status).toMatch(/^CapEff:\s+0+$/m);
  expect(status).toMatch(/^CapBnd:\s+0+$/m);
  expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
  const places = ['/app/build/x', '/usr/local/bin/x', '/etc/x', '/x', '/run/hearth/secrets/x'];
  await expect(stack.exec('app', 'sh', '-c', `touch ${places.join(' ')}`)).rejects.toThrow(
    new RegExp(places.map((place) => `${place}'?: (Read-only|Permission denied)`).join('[^]*')),
  );
  // Its own secrets, and not those of root that other services start with.
  await expect(stack.exec('app', 'cat', '/run/hearth/secrets/secret')).resolves.toMatch(/^\S{64}$/);
  const tools = ['npm', 'npx', 'yarn', 'gcc', 'make', 'git', 'curl'];
  expect(await stack.exec('app', 'sh', '-c', `which ${tools.join(' ')} || true`)).toBe('');
  await expect(stack.exec('livekit', 'touch', '/x')).rejects.toThrow(/Read-only/);
});

test('the image says what it is, and fits', async () => {
  const [image] = JSON.parse(await docker(['image', 'inspect', process.env['HEARTH_BOX_IMAGE'] ?? ''])) as {
    Size: number;
    Config: { User: string; Labels: Record<string, string>; Healthcheck?: object };
  }[];
  expect(image!.Size / 1e6).toBeLessThan(350);
  expect(image!.Config.User).toBe('1000:1000');
  expect(image!.Config.Healthcheck).toBeDefined();
  for (const label of ['title', 'version', 'revision', 'licenses'])
    expect(image!.Config.Labels[`org.opencontainers.image.${label}`]).toBeTruthy();
});

test('the doctor finds nothing broken, and the operator’s commands work in the container', async () => {
  const found = await stack.exec('app', 'hearth', 'doctor');
  expect(found).not.toContain('FAIL');
  expect(found).toMatch(/^ok +storage/m);
  const said = await stack.exec('app', 'hearth', 'reset-password', 'noor');
  const fresh = /is (\S+)\n/.exec(said)?.[1] ?? '';
  // Her open page is signed out, and the new password lets her in.
  await guest.waitForURL(/\/login/);
  await guest.locator('input[name=login]').fill('noor');
  await guest.locator('input[name=password]').fill(fresh);
  await guest.keyboard.press('Enter');
  await guest.waitForURL(/\/c\//);
});

test('a wrong setting ends the start with the list of everything that is wrong', async () => {
  const run = docker([
    'run',
    '--rm',
    '-e',
    'HEARTH_SECRET=short',
    '-e',
    'PORT=x',
    process.env['HEARTH_BOX_IMAGE'] ?? '',
  ]);
  await expect(run).rejects.toThrow(/3 problems[^]*PORT[^]*HEARTH_DATABASE_URL[^]*HEARTH_SECRET/);
});
