import { type Page, expect, test } from '@playwright/test';
import { serious } from './axe.ts';
import { composer, freshApp, row, say } from './stage.ts';

const password = 'a long enough password';

/** What went wrong in the page itself, its policy's refusals among it. */
function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return problems;
}

test('from the set-up code to two people talking', async ({ browser }) => {
  // Six pages are judged for accessibility on the way, each of which takes seconds on a busy machine.
  test.setTimeout(240_000);
  const { app, close } = await freshApp();
  const host = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  const problems = watch(host);

  await host.goto(app.url);
  await expect(host).toHaveURL(/\/setup$/);
  expect(await serious(host)).toEqual([]);
  await host.getByLabel('Set-up code').fill('not the code');
  await host.keyboard.press('Enter');
  await expect(host.getByRole('textbox', { name: 'Set-up code' })).toHaveAttribute('aria-invalid', 'true');
  await host.getByLabel('Set-up code').fill(app.setupCode.toLowerCase());
  await host.keyboard.press('Enter');

  await host.locator('input[name=username]').fill('aleks');
  await host.locator('input[name=password]').fill(password);
  expect(await serious(host)).toEqual([]);
  await host.keyboard.press('Enter');

  await host.locator('input[name=name]').fill('Millbrook Makers');
  await host.locator('input[name=template][value=club]').check({ force: true });
  expect(await serious(host)).toEqual([]);
  await host.locator('button[type=submit]').last().click();

  const link = await host.locator('input[readonly]').inputValue();
  expect(link).toMatch(new RegExp(`^${app.url}/invite/[0-9A-Z]{12}$`));
  await host.goto(app.url);
  await host.getByRole('link', { name: 'general' }).click();
  await expect(composer(host)).toBeVisible();
  expect(await serious(host)).toEqual([]);

  const guest = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  problems.push(...watch(guest));
  await guest.goto(link);
  await expect(guest.getByRole('heading', { name: /Millbrook Makers/ })).toBeVisible();
  expect(await serious(guest)).toEqual([]);
  await guest
    .getByRole('link', { name: /account/i })
    .first()
    .click();
  await guest.locator('input[name=username]').fill('noor');
  await guest.locator('input[name=displayName]').fill('Noor');
  await guest.locator('input[name=password]').fill('another long password');
  await guest.keyboard.press('Enter');
  await expect(guest).toHaveURL(/\/c\//);
  await guest.getByRole('link', { name: 'general' }).click();

  await say(host, 'First coat on the table is **dry**.');
  await expect(row(guest, 'First coat on the table is dry.').locator('strong')).toHaveText('dry');
  await composer(guest).pressSequentially('I can');
  await expect(host.getByText('Noor is typing')).toBeVisible();
  await say(guest, 'I can drive.');
  await expect(row(host, 'I can drive.')).toHaveCount(1);
  await expect(host.getByText('Noor is typing')).toBeHidden();

  // Set-up is over, for everybody and for good.
  for (const page of [host, guest]) expect((await page.goto(`${app.url}/setup`))?.status()).toBe(404);
  // The browser reports the 404s above as errors of the page.
  expect(problems.filter((problem) => !problem.includes('404') && !problem.includes('403'))).toEqual([]);
  await close();
});
