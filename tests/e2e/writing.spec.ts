import { expect, test } from '@playwright/test';
import { makePlace, visit } from './places.ts';
import { type Scene, composer, row, say, setScene } from './stage.ts';

let scene: Scene;
test.beforeAll(async () => (scene = await setScene({ HEARTH_MESSAGES_BURST: '1000' })));
test.afterAll(() => scene.close());

test('opening a channel with a draft tells nobody that one is writing', async ({ browser }) => {
  const { address } = await makePlace(scene);
  const writer = await visit(scene, browser, 'member', address);
  await composer(writer).fill('half a thought');
  await expect
    .poll(() => writer.evaluate(() => JSON.stringify(Object.entries(localStorage))))
    .toContain('half a thought');
  await writer.goto('about:blank');
  const reader = await visit(scene, browser, 'owner', address);
  const typed: string[] = [];
  await expect(reader.getByText(/is typing/)).toHaveCount(0, { timeout: 10_000 });
  writer.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (String(payload).includes('channel.typing')) typed.push(String(payload));
    }),
  );
  await writer.goto(address);
  await expect(composer(writer)).toHaveValue('half a thought');
  await writer.waitForLoadState('networkidle');
  // What follows is told, so what came before was not.
  expect(typed).toEqual([]);
  await composer(writer).press('End');
  await composer(writer).pressSequentially('s');
  await expect(reader.getByText(/is typing/)).toBeVisible();
  expect(typed).toHaveLength(1);
});

test('on a phone Enter says what it does, and Ctrl with Enter sends everywhere', async ({ browser }) => {
  const { address } = await makePlace(scene);
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const page = await visit(scene, browser, 'owner', address, phone);
  await expect(composer(page)).toHaveAttribute('enterkeyhint', 'enter');
  await composer(page).fill('with a keyboard');
  await composer(page).press('Control+Enter');
  await expect(row(page, 'with a keyboard')).toHaveCount(1);
  const desk = await visit(scene, browser, 'owner', address);
  await expect(composer(desk)).toHaveAttribute('enterkeyhint', 'send');
  await say(desk, 'with Enter');
  await expect(row(desk, 'with Enter')).toHaveCount(1);
});
