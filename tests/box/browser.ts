import { type Browser, type Page, chromium } from '@playwright/test';

/** A Chromium as the e2e tests have it. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['HEARTH_CHROMIUM'];
  return chromium.launch({
    ...(executablePath && { executablePath }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
  });
}

/** A page of somebody with a browser of their own, who goes on past the warning about the certificate. */
export async function newPerson(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', ignoreHTTPSErrors: true });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

const composer = (page: Page) => page.getByRole('textbox', { name: /^Message/ });

/** Types a message and sends it with Enter. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
}

/** Waits until the page shows a message that says this. */
export const sees = (page: Page, text: string, timeout = 20_000): Promise<void> =>
  page.getByRole('article').filter({ hasText: text }).waitFor({ timeout });
