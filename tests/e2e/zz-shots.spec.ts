import { test } from '@playwright/test';
import { setScene, composer, row, say } from './stage.ts';

test.setTimeout(90_000);
test.skip('shots', async ({ browser }) => {
  const scene = await setScene();
  const { world, owner, member, communityId, channelId } = scene;
  const people = [];
  for (const name of ['Ada', 'Bram', 'Chioma', 'Dmitri', 'Eszter', 'Finn']) {
    const person = await world.person(name.toLowerCase());
    await world.services.accounts.updateProfile(person.ctx, { displayName: name });
    await world.join(person, communityId);
    people.push(person);
  }
  const add = (who: typeof owner, id: string, emoji: string) =>
    world.services.reactions.addReaction(who.ctx, { messageId: id, emoji });
  const first = await world.send(people[0]!, channelId, 'The kiln is on. Who brings the glazes?');
  const a = await world.send(people[1]!, channelId, 'I do, and the small brushes ❤️ 1️⃣ 🤷‍♂️');
  const b = await world.send(owner, channelId, 'Twenty kinds of joy, for everybody who was there last night');
  const c = await world.send(people[2]!, channelId, '🎉🥳');
  const d = await world.send(people[3]!, channelId, 'A very popular message');
  for (const p of [...people, member]) await add(p, first.id, '👍');
  await add(owner, first.id, '👍');
  await add(owner, first.id, '❤️');
  await add(people[0]!, a.id, '🦜');
  for (let n = 0; n < 20; n += 1) {
    const e = String.fromCodePoint(0x1f600 + n);
    await add(people[n % 6]!, b.id, e);
    if (n % 3 === 0) await add(owner, b.id, e);
  }
  await world.db.pool.query(
    `UPDATE messages SET reactions = '[{"emoji":"👍","count":1284},{"emoji":"🔥","count":9999},{"emoji":"🇩🇪","count":12}]' WHERE id = $1`,
    [d.id],
  );
  void c;
  for (const [name, options] of [
    ['desk-light', { viewport: { width: 1440, height: 900 }, colorScheme: 'light' }],
    ['desk-dark', { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' }],
    [
      'phone',
      { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: 'light' },
    ],
  ] as const) {
    const context = await scene.open(browser, owner, {
      ...options,
      ...(name === 'desk-dark' && { locale: 'de-DE' }),
    });
    const page = await context.newPage();
    page.on('console', (m) => m.type() === 'error' && console.log(name, m.text()));
    page.on('pageerror', (e) => console.log(name, 'pageerror', e.message));
    await page.goto(scene.address);
    await row(page, 'popular').waitFor();
    await page.waitForTimeout(2500);
    await page.screenshot({ path: `/tmp/rx/${name}-rows.png` });
    if (name !== 'phone') {
      await row(page, 'The kiln').locator('.reaction').first().hover();
      await page.waitForTimeout(900);
      await page.screenshot({ path: `/tmp/rx/${name}-tip.png` });
      await row(page, 'The kiln')
        .getByRole('button', { name: /Another reaction|Andere Reaktion/ })
        .click();
    } else {
      await row(page, 'The kiln').locator('.reaction').last().tap();
    }
    await page.waitForTimeout(1500);
    await page.screenshot({ path: `/tmp/rx/${name}-picker.png` });
    await page
      .getByRole('dialog')
      .getByRole('searchbox')
      .fill(name === 'desk-dark' ? 'herz' : 'party');
    await page.waitForTimeout(700);
    await page.screenshot({ path: `/tmp/rx/${name}-search.png` });
    await page.keyboard.press('Escape');
    await page.waitForTimeout(300);
    await page.locator('[data-composer]').click();
    await page.locator('[data-composer]').pressSequentially('hello :par', { delay: 30 });
    await page.waitForTimeout(700);
    await page.screenshot({ path: `/tmp/rx/${name}-completion.png` });
    await page.keyboard.press('Enter');
    await page.waitForTimeout(200);
    console.log(name, JSON.stringify(await page.locator('[data-composer]').inputValue()));
    await page.context().close();
  }
  await scene.close();
  void say;
});
