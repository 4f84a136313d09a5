import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  expect,
  test,
} from '@playwright/test';
import { type App, type AppOptions, startApp } from '../support/app-process.ts';
import { type TestDatabase, createTestDatabase } from '../support/database.ts';
import { type Person, type World, createWorld } from '../support/world.ts';

/** A fresh instance: nothing set up. */
export async function freshApp(
  options: Partial<AppOptions> = {},
): Promise<{ app: App; close: () => Promise<void> }> {
  const database: TestDatabase = await createTestDatabase();
  const app = await startApp({ databaseUrl: database.url, ...options });
  return {
    app,
    close: async () => {
      await app.stop();
      await database.drop();
    },
  };
}

export interface Scene {
  app: App;
  world: World;
  owner: Person;
  member: Person;
  communityId: string;
  channelId: string;
  /** The channel's page. */
  address: string;
  /** A browser of its own in which the person is signed in. */
  open: (browser: Browser, person: Person, options?: BrowserContextOptions) => Promise<BrowserContext>;
  close: () => Promise<void>;
}

/** An instance with a community, its owner and a member, made without clicking. */
export async function setScene(env: Record<string, string> = {}): Promise<Scene> {
  const world = await createWorld();
  const owner = await world.person('aleks');
  const member = await world.person('noor');
  const { communityId, channelId } = await world.community(owner);
  await world.join(member, communityId);
  const app = await startApp({ databaseUrl: world.databaseUrl, env });
  /** Browsers of the tests so far: those of earlier tests are closed by the next. */
  let opened: { testId: string; context: BrowserContext }[] = [];
  return {
    ...{ app, world, owner, member, communityId, channelId },
    address: `${app.url}/c/${communityId}/${channelId}`,
    open: async (browser, person, options = {}) => {
      const { testId } = test.info();
      const context = await browser.newContext({ locale: 'en-GB', ...options });
      // A page that nobody looks at any more keeps its socket and costs the others their time.
      const old = opened.filter((each) => each.testId !== testId).map((each) => each.context.close());
      opened = [...opened.filter((each) => each.testId === testId), { testId, context }];
      await Promise.all(old);
      await context.addCookies([
        { name: 'hearth', value: person.token, url: app.url, httpOnly: true, sameSite: 'Lax' },
      ]);
      return context;
    },
    close: async () => {
      await app.stop();
      await world.close();
    },
  };
}

export const composer = (page: Page) => page.getByRole('textbox', { name: /^Message/ });

/** The row of a message, by what it says. */
export const row = (page: Page, text: string | RegExp) => page.getByRole('article').filter({ hasText: text });

/** Types a message and sends it with Enter. */
export async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press('Enter');
  await expect(composer(page)).toHaveValue('');
}
